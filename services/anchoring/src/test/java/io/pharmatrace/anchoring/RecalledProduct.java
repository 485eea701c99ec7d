package io.pharmatrace.anchoring;

import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.registry.Recall;
import io.pharmatrace.registry.Recalls;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Products with one batch, and recalls of that batch, as the registry would have them. */
public final class RecalledProduct {
  /** The batch of each product. */
  public static final String LOT = "A1";

  private RecalledProduct() {}

  /** A GTIN under the company prefix of {@link Installation#newOrganisation}. */
  public static String newGtin() {
    String digits = "09506000%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return digits + (10 - sum % 10) % 10;
  }

  /** Registers a product and has its manufacturer recall it. */
  public static long recall(
      Installation installation, UUID maker, String gtin, @Nullable String country) {
    register(installation, maker, gtin);
    return declare(installation, maker, gtin, country);
  }

  /** Registers a product with its batch. */
  public static void register(Installation installation, UUID maker, String gtin) {
    installation
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute(
                  "INSERT INTO registry.product (gtin, organisation_id, level, version)"
                      + " VALUES (?, ?, 'pack', 1)",
                  gtin,
                  maker);
              handle.execute(
                  "INSERT INTO registry.product_version"
                      + " (gtin, version, name, countries, national_codes)"
                      + " VALUES (?, 1, 'Product', '{}', '{}')",
                  gtin);
              handle.execute(
                  "INSERT INTO registry.batch (gtin, lot, expiry, version)"
                      + " VALUES (?, ?, '2030-01-31', 1)",
                  gtin,
                  LOT);
            });
  }

  /** Recalls the batch in the name of an organisation; returns the recall's id. */
  public static long declare(
      Installation installation, UUID organisation, String gtin, @Nullable String country) {
    String user = "user-" + UUID.randomUUID();
    installation
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO registry.app_user"
                        + " (username, name, organisation_id, roles, password_hash)"
                        + " VALUES (?, 'User', ?, '{manufacturer}', 'none')",
                    user,
                    organisation));
    return installation
        .get(Recalls.class)
        .declare(new Recall.Scope(new Gtin(gtin), new Lot(LOT), country), "glass", user)
        .recall()
        .id();
  }
}
