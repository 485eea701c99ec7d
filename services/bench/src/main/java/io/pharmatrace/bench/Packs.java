package io.pharmatrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A million packs of one batch, a hundred to a case, fifty cases to a pallet, handed on to a
 * pharmacy; loaded as EPCIS documents. Their serial numbers are S0000001 and so on.
 */
final class Packs {
  static final int COUNT = 1_000_000;
  static final String GTIN = "09521101000023";
  static final String PHARMACY = "bench-pharmacy";
  static final String PHARMACY_GLN = "9521103000014";
  static final String EXPIRY = "2099-12-31";

  static final String MAKER = "bench-maker";
  private static final String MAKER_GLN = "9521101000016";
  private static final int AN_EVENT = 5_000;
  private static final int A_CASE = 100;
  private static final int A_PALLET = 50;

  private final Rest rest;
  private final Path loaded;
  private final Path passwordFile;
  private final Path dispensed;
  private final Benchmark.Run run;

  Packs(Rest rest, Path home, Benchmark.Run run) {
    this.rest = rest;
    this.loaded = home.resolve("bench-loaded");
    this.passwordFile = home.resolve("secrets/bench-password");
    this.dispensed = home.resolve("bench-dispensed");
    this.run = run;
  }

  String password() throws IOException {
    if (!Files.exists(passwordFile)) {
      Files.writeString(passwordFile, UUID.randomUUID().toString());
    }
    return Files.readString(passwordFile);
  }

  /** How many were dispensed by now; the next are still active. */
  int dispensed() throws IOException {
    return Files.exists(dispensed) ? Integer.parseInt(Files.readString(dispensed)) : 0;
  }

  void dispensed(int count) throws IOException {
    Files.writeString(dispensed, Integer.toString(count));
  }

  /** Loads them; returns false when they are there already. */
  boolean load() throws IOException {
    if (Files.exists(loaded)) {
      return false;
    }
    run.tell("Loading a million packs, which takes some minutes; the next run finds them.");
    register();
    String maker = rest.login(MAKER, password()).get("access_token").asText();
    String pharmacy = rest.login(PHARMACY, password()).get("access_token").asText();
    capture(maker, "packs", COUNT / AN_EVENT, 10, Packs::commissioning);
    int cases = COUNT / A_CASE;
    capture(maker, "cases", cases, 500, i -> packing(sscc(i), serials(i * A_CASE, A_CASE)));
    int pallets = cases / A_PALLET;
    capture(
        maker,
        "pallets",
        pallets,
        100,
        i -> packing(sscc(cases + i), ssccs(i * A_PALLET, A_PALLET)));
    capture(maker, "shipments", 1, 1, i -> shipping(ssccs(cases, pallets)));
    capture(
        pharmacy,
        "receipts",
        1,
        1,
        i ->
            event(
                "ObjectEvent",
                "11",
                PHARMACY_GLN,
                "\"action\":\"OBSERVE\",\"bizStep\":\"receiving\",\"epcList\":[%s]"
                    .formatted(ssccs(cases, pallets))));
    Files.writeString(loaded, "");
    return true;
  }

  /** Organisations, users and the product. */
  void register() throws IOException {
    Path home = loaded.resolveSibling("secrets/admin-password");
    String admin = rest.login("admin", Files.readString(home).strip()).get("access_token").asText();
    organisation(admin, MAKER, MAKER_GLN, "manufacturer", "\"9521101\"");
    organisation(admin, PHARMACY, PHARMACY_GLN, "pharmacist", "");
    rest.put(
        admin,
        "/api/v1/products/" + GTIN,
        "{\"manufacturer\":\"%s\",\"level\":\"PACK\",\"name\":\"Benchmycin\",\"form\":\"Tablet\",\"strength\":\"5 mg\"}"
            .formatted(MAKER_GLN));
  }

  private void organisation(String admin, String name, String gln, String role, String prefixes)
      throws IOException {
    rest.put(
        admin,
        "/api/v1/organisations/" + gln,
        "{\"name\":\"%s\",\"role\":\"%s\",\"companyPrefixes\":[%s]}"
            .formatted(name, role, prefixes));
    rest.put(
        admin,
        "/api/v1/organisations/" + gln + "/sites/" + gln,
        "{\"name\":\"site of %s\"}".formatted(name));
    rest.put(
        admin,
        "/api/v1/users/" + name,
        "{\"name\":\"%s\",\"organisation\":\"%s\",\"roles\":[\"%s\"],\"password\":\"%s\"}"
            .formatted(name, gln, role, password()));
  }

  private void capture(
      String token, String what, int events, int aDocument, IntFunction<String> event)
      throws IOException {
    List<String> document = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      document.add(event.apply(i));
      if (document.size() == aDocument || i == events - 1) {
        rest.capture(token, document(document));
        document.clear();
        run.tell("  %s: %d of %d events".formatted(what, i + 1, events));
      }
    }
  }

  private static String document(List<String> events) {
    return """
        {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",\
        "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-20T08:00:00Z",\
        "epcisBody":{"eventList":[%s]}}"""
        .formatted(String.join(",", events));
  }

  private static String event(String type, String hour, String gln, String fields) {
    return """
        {"type":"%s","eventTime":"2026-11-20T%s:00:00Z","eventTimeZoneOffset":"+00:00",\
        "readPoint":{"id":"https://id.gs1.org/414/%s"},%s}"""
        .formatted(type, hour, gln, fields);
  }

  /** A document that commissions packs of these serial numbers, one event each. */
  static String commissioning(List<String> serials) {
    return document(
        serials.stream()
            .map(serial -> "\"https://id.gs1.org/01/%s/21/%s\"".formatted(GTIN, serial))
            .map(Packs::commissioning)
            .toList());
  }

  private static String commissioning(int i) {
    return commissioning(serials(i * AN_EVENT, AN_EVENT));
  }

  private static String commissioning(String epcs) {
    return event(
        "ObjectEvent",
        "08",
        MAKER_GLN,
        """
        "action":"ADD","bizStep":"commissioning","disposition":"active","epcList":[%s],\
        "ilmd":{"cbvmda:lotNumber":"BENCH","cbvmda:itemExpirationDate":"%s"}"""
            .formatted(epcs, EXPIRY));
  }

  private static String packing(String parent, String children) {
    return event(
        "AggregationEvent",
        "09",
        MAKER_GLN,
        "\"action\":\"ADD\",\"bizStep\":\"packing\",\"parentID\":\"%s\",\"childEPCs\":[%s]"
            .formatted(parent, children));
  }

  private static String shipping(String units) {
    return event(
        "ObjectEvent",
        "10",
        MAKER_GLN,
        """
        "action":"OBSERVE","bizStep":"shipping","epcList":[%s],"destinationList":\
        [{"type":"owning_party","destination":"https://id.gs1.org/417/%s"}]"""
            .formatted(units, PHARMACY_GLN));
  }

  private static String serials(int from, int count) {
    return IntStream.rangeClosed(from + 1, from + count)
        .mapToObj(i -> "\"https://id.gs1.org/01/%s/21/S%07d\"".formatted(GTIN, i))
        .collect(Collectors.joining(","));
  }

  private static String ssccs(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> "\"" + sscc(i) + "\"")
        .collect(Collectors.joining(","));
  }

  private static String sscc(int i) {
    String digits = "09521101%09d".formatted(i);
    int sum = 0;
    for (int k = 0; k < digits.length(); k++) {
      sum += (digits.charAt(k) - '0') * (k % 2 == 0 ? 3 : 1);
    }
    return "https://id.gs1.org/00/" + digits + (10 - sum % 10) % 10;
  }
}
