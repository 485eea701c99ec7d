package io.pharmatrace.epcis;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary identifiers in all their spellings. */
final class Spellings {
  private Spellings() {}

  /** A GS1 key: few of each kind, so that one key often stands in an event in two spellings. */
  private static Arbitrary<String> urn() {
    Arbitrary<String> scheme =
        Arbitraries.of(
            "id:sgtin:13:S",
            "id:upui:13:S",
            "class:lgtin:13:S",
            "idpat:sgtin:13:*",
            "id:sscc:17:",
            "id:sgln:12:S",
            "id:sgln:12:0",
            "id:pgln:12:",
            "id:grai:12:S",
            "id:gdti:12:S",
            "id:sgcn:12:1",
            "id:gsrn:17:",
            "id:gsrnp:17:",
            "id:gsin:16:",
            "id:itip:13:01.02.S",
            "idpat:itip:13:01.02.*",
            "id:giai:0:S",
            "id:ginc:0:S",
            "id:cpi:0:1",
            "idpat:cpi:0:*",
            "idpat:grai:12:*");
    Arbitrary<String> serial =
        Arbitraries.of(
            "1", "0", "0A", "a-b", "A%2FB", "A%2fB", "%41", "A!B", "A%21B", "x'(y)*+,:;=_", "1*2");
    return Combinators.combine(
            scheme,
            Arbitraries.integers().between(5, 13),
            Arbitraries.of("95212340000011118", "40123450000022229"),
            serial)
        .as(Spellings::urn);
  }

  static String urn(String scheme, int prefix, String digits, String serial) {
    String[] parts = scheme.split(":", -1);
    int length = Integer.parseInt(parts[2]);
    String key =
        digits.substring(0, prefix)
            + "."
            + (length == 0 ? "77" : digits.substring(prefix, Math.max(prefix, length)));
    String end = parts[3].replace("S", serial);
    return "urn:epc:%s:%s:%s%s".formatted(parts[0], parts[1], key, end.isEmpty() ? "" : "." + end);
  }

  static Arbitrary<String> spelled() {
    Arbitrary<String> link = urn().map(urn -> new Identifier(urn).canonical());
    Arbitrary<String> own =
        link.map(l -> l.replace("https://id.gs1.org/", "https://maker.example/x/") + "?17=310101");
    Arbitrary<String> other =
        Arbitraries.of(
            "urn:epc:id:gid:1.2.3",
            "urn:uuid:00000000-0000-4000-8000-000000000001",
            "https://id.gs1.org/01/09521234543213/10/L1/21/7?17=310101",
            "https://id.gs1.org/01/09521234543213/21/%41",
            "https://id.gs1.org/414/9521234000013/254/0",
            "https://id.gs1.org/about");
    return Arbitraries.oneOf(urn(), urn(), link, own, other);
  }
}
