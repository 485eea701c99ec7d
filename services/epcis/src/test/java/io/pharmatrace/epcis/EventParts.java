package io.pharmatrace.epcis;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary valid parts of events. */
final class EventParts {
  private static final List<String> NAMESPACES =
      List.of("https://one.example/ns/", "urn:two:example", "https://three.example/x#");

  private EventParts() {}

  static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withChars("abcXYZ 019.,:;<>&\"'/%äß€\t\n\r{}[]\\")
        .withChars('\uFFFD', '\u4E2D')
        .ofMinLength(1)
        .ofMaxLength(12)
        .map(String::strip)
        .filter(s -> !s.isEmpty());
  }

  static Arbitrary<Identifier> thing() {
    Arbitrary<String> serial =
        Arbitraries.strings().withChars("AZaz09-_.!'()*+,;=").ofMinLength(1).ofMaxLength(12);
    Arbitrary<String> percent = Arbitraries.of("%22", "%2F", "%25", "%3C", "");
    Arbitrary<String> sgtin =
        Combinators.combine(serial, percent)
            .as((s, p) -> "urn:epc:id:sgtin:9521234.054321." + s + p);
    Arbitrary<String> sscc =
        Arbitraries.longs()
            .between(0, 9_999_999_999L)
            .map(n -> "urn:epc:id:sscc:9521234.%010d".formatted(n));
    Arbitrary<String> link =
        Arbitraries.longs()
            .between(0, 999_999)
            .map(n -> "https://pack.example/01/09521234543213/10/L1/21/" + n + "?17=290131");
    Arbitrary<String> other = Arbitraries.longs().map(n -> "https://own.example/things/x" + n);
    return Arbitraries.oneOf(sgtin, sscc, link, other).map(Identifier::new);
  }

  static Arbitrary<OffsetDateTime> time() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 4_000_000_000L),
            Arbitraries.integers().between(0, 999_999_999),
            Arbitraries.integers().between(-14 * 4, 14 * 4))
        .as(
            (s, n, quarter) ->
                OffsetDateTime.ofInstant(
                    Instant.ofEpochSecond(s, n), ZoneOffset.ofTotalSeconds(quarter * 900)));
  }

  static Arbitrary<Extension> extension(int depth) {
    Arbitrary<QName> name =
        Combinators.combine(
                Arbitraries.of(NAMESPACES),
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5),
                Arbitraries.of("a", "b", ""))
            .as(QName::new);
    Arbitrary<Extension> text = Combinators.combine(name, text()).as(Extension::text);
    Arbitrary<Extension> number =
        Combinators.combine(name, decimal())
            .as((n, d) -> new Extension(n, Extension.Kind.NUMBER, d.toPlainString(), List.of()));
    Arbitrary<Extension> flag =
        Combinators.combine(name, Arbitraries.of("true", "false"))
            .as((n, b) -> new Extension(n, Extension.Kind.BOOLEAN, b, List.of()));
    if (depth == 0) {
      return Arbitraries.oneOf(text, number, flag);
    }
    Arbitrary<Extension> object =
        Combinators.combine(
                name,
                extension(depth - 1)
                    .list()
                    .uniqueElements(Extension::name)
                    .ofMinSize(1)
                    .ofMaxSize(3))
            .as(Extension::object);
    return Arbitraries.oneOf(text, number, flag, object);
  }

  static Arbitrary<List<Extension>> extensions() {
    // Fields of one name become one array in JSON, so only neighbours keep their order.
    return extension(2).list().uniqueElements(Extension::name).ofMaxSize(3);
  }

  /** XML has single texts of sensors as attributes, so they come first. */
  static Arbitrary<List<Extension>> sensorExtensions() {
    return extensions()
        .map(
            list ->
                list.stream()
                    .sorted(Comparator.comparing(e -> e.kind() == Extension.Kind.TEXT ? 0 : 1))
                    .toList());
  }

  static Arbitrary<BigDecimal> decimal() {
    return Arbitraries.bigDecimals()
        .between(BigDecimal.valueOf(-1_000_000), BigDecimal.valueOf(1_000_000))
        .ofScale(4)
        .map(
            d ->
                d.signum() == 0
                    ? BigDecimal.ZERO
                    : new BigDecimal(d.stripTrailingZeros().toPlainString()));
  }

  static Arbitrary<Place> place() {
    Arbitrary<String> gln =
        Combinators.combine(
                Arbitraries.integers().between(0, 99_999), Arbitraries.of("0", "A-1", "12"))
            .as((n, ext) -> "urn:epc:id:sgln:9521234.%05d.%s".formatted(n, ext));
    return Combinators.combine(gln, extensions()).as((g, e) -> new Place(new Identifier(g), e));
  }

  static Arbitrary<Term> term(Vocabulary vocabulary) {
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.of(vocabulary.words()).map(w -> new Term(vocabulary, w))),
        Tuple.of(1, Arbitraries.just(new Term(vocabulary, "https://own.example/terms/x"))));
  }

  static Arbitrary<QuantityElement> quantity() {
    return Combinators.combine(
            Arbitraries.of(
                "urn:epc:class:lgtin:9521234.054321.L1", "urn:epc:idpat:sgtin:9521234.054321.*"),
            decimal(),
            Arbitraries.of("KGM", "LTR").injectNull(0.5))
        .as((c, q, u) -> new QuantityElement(new Identifier(c), q, u));
  }

  static Arbitrary<SensorElement> sensor() {
    Arbitrary<SensorData> metadata =
        Combinators.combine(time(), sensorExtensions())
            .as(
                (t, e) ->
                    new SensorData(
                        Map.of(
                            SensorField.METADATA_TIME,
                            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(t),
                            SensorField.DEVICE_ID,
                            "urn:epc:id:giai:9521234.77"),
                        e));
    Arbitrary<SensorData> report =
        Combinators.combine(
                term(Vocabulary.MEASUREMENT),
                decimal(),
                text(),
                Arbitraries.of("true", "false"),
                sensorExtensions())
            .as(
                (t, v, s, b, e) ->
                    new SensorData(
                        Map.of(
                            SensorField.TYPE,
                            t.value(),
                            SensorField.VALUE,
                            v.toPlainString(),
                            SensorField.STRING_VALUE,
                            s,
                            SensorField.BOOLEAN_VALUE,
                            b,
                            SensorField.HEX_BINARY_VALUE,
                            "f0A1"),
                        e));
    return Combinators.combine(
            metadata.injectNull(0.3), report.list().ofMinSize(1).ofMaxSize(3), extensions())
        .as(SensorElement::new);
  }

  static Arbitrary<SourceOrDestination> end() {
    return Combinators.combine(term(Vocabulary.SOURCE_DESTINATION_TYPE), place())
        .as((t, p) -> new SourceOrDestination(t, p.id()));
  }

  static Arbitrary<BizTransaction> transactionOf() {
    return Combinators.combine(term(Vocabulary.BIZ_TRANSACTION_TYPE).injectNull(0.2), thing())
        .as(BizTransaction::new);
  }

  static Arbitrary<ErrorDeclaration> error() {
    return Combinators.combine(
            time(),
            term(Vocabulary.ERROR_REASON).injectNull(0.3),
            thing().list().ofMaxSize(2),
            extensions())
        .as(ErrorDeclaration::new);
  }

  static Arbitrary<PersistentDisposition> persistent() {
    return Combinators.combine(
            term(Vocabulary.DISPOSITION).list().ofMinSize(1).ofMaxSize(2),
            term(Vocabulary.DISPOSITION).list().ofMaxSize(2))
        .as(PersistentDisposition::new);
  }
}
