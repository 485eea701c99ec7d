package io.pharmatrace.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Registers the demonstration's organisations, places, scanners, users and products. Idempotent.
 */
final class DemoLoader {
  private final ApiClient api;
  private final Optional<String> userPassword;
  private final Consumer<String> progress;

  /**
   * A loader.
   *
   * @param api logged in as administrator
   * @param userPassword of every demonstration user; without one no users are registered
   */
  DemoLoader(ApiClient api, Optional<String> userPassword, Consumer<String> progress) {
    this.api = api;
    this.userPassword = userPassword;
    this.progress = progress;
  }

  void load(Demo demo) {
    for (Demo.Organisation organisation : demo.organisations()) {
      load(organisation);
    }
    for (Demo.Product product : demo.products()) {
      load(product);
    }
  }

  private void load(Demo.Organisation organisation) {
    String path = "/api/v1/organisations/" + organisation.gln();
    api.put(
        path,
        Map.of(
            "name", organisation.name(),
            "role", organisation.role(),
            "companyPrefixes", organisation.companyPrefixes()));
    for (Demo.Site site : organisation.sites()) {
      api.put(
          path + "/sites/" + site.gln(), Map.of("name", site.name(), "country", site.country()));
      for (String reader : site.readers()) {
        api.put("/api/v1/readers/" + reader, Map.of("site", site.gln().digits()));
      }
    }
    userPassword.ifPresent(
        password -> organisation.users().forEach(user -> load(user, organisation, password)));
    progress.accept("Registered " + organisation.name() + " (" + organisation.role() + ").");
  }

  private void load(Demo.User user, Demo.Organisation organisation, String password) {
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("name", user.name());
    body.put("organisation", organisation.gln().digits());
    body.put("roles", List.of(organisation.role()));
    body.put("password", password);
    body.put("site", user.site() == null ? null : user.site().digits());
    api.put("/api/v1/users/" + user.username(), body);
  }

  private void load(Demo.Product product) {
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("manufacturer", product.manufacturer().digits());
    body.put("level", product.level());
    body.put("name", product.name());
    body.put("form", product.form());
    body.put("strength", product.strength());
    body.put("packSize", product.packSize());
    body.put("markets", product.markets());
    api.put("/api/v1/products/" + product.gtin(), body);
    progress.accept("Registered product " + product.name() + " (GTIN " + product.gtin() + ").");
  }
}
