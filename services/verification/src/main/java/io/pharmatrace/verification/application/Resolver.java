package io.pharmatrace.verification.application;

import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.verification.domain.Link;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Links of what a GS1 Digital Link identifies (GS1-Conformant Resolver Standard): those that the
 * manufacturer gave, and ours for the rest. They are the same whether a serial number, batch or
 * logistic unit exists or not; only of a product it is told that it is registered. Thread-safe.
 */
@Singleton
public class Resolver {
  /** Packs are verified here, whoever made them: a manufacturer's links do not replace this one. */
  public static final String VERIFICATION_SERVICE = "verificationService";

  private static final String HTML = "text/html";
  private static final String JSON = "application/json";

  /**
   * What is known publicly.
   *
   * @param description of the item, for people
   * @param canonical its URI at id.gs1.org
   * @param links at least one, the default one first
   */
  public record Resolved(String description, String canonical, List<Link> links) {}

  private final Parties parties;
  private final ProductLinks productLinks;

  Resolver(Parties parties, ProductLinks productLinks) {
    this.parties = parties;
    this.productLinks = productLinks;
  }

  /**
   * The links of an item.
   *
   * @param item with a GTIN or an SSCC
   * @param root where this installation is reached, without a slash at the end
   * @return empty when the product is not registered
   */
  public Optional<Resolved> resolve(ElementString item, String root) {
    String canonical = Inputs.require(item.digitalLink());
    @Nullable Gtin product = item.gtin().orElse(null);
    if (product == null) {
      return Optional.of(new Resolved("Logistic unit", canonical, ours(item, root, canonical)));
    }
    return parties
        .responder(product)
        .map(
            responder ->
                new Resolved(
                    responder.name(),
                    canonical,
                    merge(productLinks.of(product), ours(item, root, canonical))));
  }

  /** A manufacturer's links come before ours and instead of ours of the same type. */
  private static List<Link> merge(List<Link> theirs, List<Link> ours) {
    List<Link> all = new ArrayList<>();
    Set<String> types = theirs.stream().map(Link::type).collect(Collectors.toSet());
    if (!types.contains(Link.DEFAULT)) {
      Link first =
          theirs.stream()
              .filter(link -> link.type().equals("pip"))
              .findFirst()
              .orElse(ours.getFirst());
      all.add(
          new Link(Link.DEFAULT, first.href(), first.title(), first.mediaType(), first.language()));
    }
    all.addAll(theirs);
    ours.stream()
        .filter(link -> !types.contains(link.type()) && !link.type().equals(Link.DEFAULT))
        .forEach(all::add);
    return List.copyOf(all);
  }

  private static List<Link> ours(ElementString item, String root, String canonical) {
    List<Link> links = new ArrayList<>();
    String page = root + "/?scan=" + Inputs.path(canonical);
    links.add(new Link(Link.DEFAULT, page, "Verify it", HTML, "en"));
    item.gtin().ifPresent(gtin -> product(item, gtin, root, page, links));
    item.epc()
        .filter(epc -> !epc.namesClass())
        .ifPresent(
            epc ->
                links.add(
                    new Link(
                        "epcis",
                        root + "/epcis/v2/epcs/" + Inputs.path(epc.digitalLink()) + "/events",
                        "Its events, for trading partners",
                        JSON,
                        null)));
    return links;
  }

  private static void product(
      ElementString item, Gtin gtin, String root, String page, List<Link> links) {
    links.add(new Link("pip", page, "About the product", HTML, "en"));
    links.add(
        new Link(
            "recallStatus",
            root + "/api/v1/recalls?gtin=" + gtin.digits(),
            "Recalls and withdrawals, for who takes part",
            JSON,
            null));
    item.serial()
        .ifPresent(
            serial -> {
              links.add(
                  new Link(
                      "traceability",
                      root
                          + "/api/v1/packs/"
                          + gtin.digits()
                          + "/"
                          + Inputs.path(serial.value())
                          + "/trace",
                      "Its journey, for trading partners",
                      JSON,
                      null));
              item.lot()
                  .ifPresent(
                      lot ->
                          links.add(
                              new Link(
                                  VERIFICATION_SERVICE,
                                  root
                                      + "/verify/gtin/"
                                      + gtin.digits()
                                      + "/lot/"
                                      + Inputs.path(lot.value())
                                      + "/ser/"
                                      + Inputs.path(serial.value()),
                                  "Verification of the product identifier, for trading partners",
                                  JSON,
                                  null)));
            });
  }
}
