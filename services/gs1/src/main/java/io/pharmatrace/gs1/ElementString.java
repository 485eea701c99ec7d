package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Data of a GS1 barcode: application identifiers with their values, each at most once, in the order
 * of the barcode (GS1 General Specifications 7.8).
 */
public record ElementString(List<Element> elements) {
  /** Group separator: what a reader sends for FNC1 inside a barcode. */
  public static final char GS = 0x1D;

  public ElementString {
    elements = ElementList.copyOf(elements);
  }

  /** As {@link #parse(String, ScanOptions)} with {@link ScanOptions#DEFAULT}. */
  public static Result<ElementString> parse(String scan) {
    return parse(scan, ScanOptions.DEFAULT);
  }

  /**
   * Reads what a reader sends: with or without symbology identifier and GS, the bracketed form of
   * people, or a plain GTIN. Blanks and line ends around it are ignored. Never throws; linear time.
   */
  public static Result<ElementString> parse(String scan, ScanOptions options) {
    return ScanReader.read(scan, options)
        .flatMap(
            found ->
                found.form().isBarcode()
                    ? Result.ok(found.data())
                    : Result.problem(
                        Problem.of(
                            ProblemCode.UNRECOGNISED_INPUT,
                            0,
                            "This is a web address or URN and not the data of a barcode.")));
  }

  /** The identifiers of the elements. */
  Set<String> ais() {
    return elements.stream().map(Element::ai).collect(Collectors.toSet());
  }

  /** The data of {@code ai}, if present. */
  public Optional<String> value(String ai) {
    return elements.stream().filter(e -> e.ai().equals(ai)).map(Element::value).findFirst();
  }

  /** AI (01). */
  public Optional<Gtin> gtin() {
    return value("01").map(Gtin::new);
  }

  /** AI (02): GTIN of the trade items inside a logistic unit. */
  public Optional<Gtin> contentGtin() {
    return value("02").map(Gtin::new);
  }

  /** AI (37): number of trade items inside a logistic unit. */
  public Optional<Integer> count() {
    return value("37").map(Integer::valueOf);
  }

  /** AI (21). */
  public Optional<Serial> serial() {
    return value("21").map(Serial::new);
  }

  /** AI (10). */
  public Optional<Lot> lot() {
    return value("10").map(Lot::new);
  }

  /** AI (17), with the century rule for today. */
  public Optional<ExpiryDate> expiry() {
    return value("17").map(ExpiryDate::of);
  }

  /** AI (00). */
  public Optional<Sscc> sscc() {
    return value("00").map(Sscc::new);
  }

  /** AI (414) with (254). */
  public Optional<Sgln> sgln() {
    return value("414").map(gln -> new Sgln(new Gln(gln), value("254").orElse(null)));
  }

  /** AI (01) with (21). */
  public Optional<Sgtin> sgtin() {
    return gtin().flatMap(gtin -> serial().map(serial -> new Sgtin(gtin, serial)));
  }

  /**
   * The most specific identifier in the data; a logistic unit comes before the trade item on it.
   */
  public Optional<Epc> epc() {
    return EpcKeys.find(elements);
  }

  /**
   * What is missing, and what excludes each other, among these elements. Judge all barcodes of one
   * physical item together (GS1 General Specifications 4.13 and 4.14).
   */
  public List<Problem> companionProblems() {
    Set<String> present = ais();
    List<Problem> problems = new ArrayList<>();
    Set<Set<String>> reported = new HashSet<>();
    for (Element element : elements) {
      String ai = element.ai();
      Companions companions = ApplicationIdentifier.of(ai).orElseThrow().companions();
      companions
          .unmet(ai, present)
          .map(alternatives -> "(" + ai + ") needs " + describe(alternatives) + " beside it.")
          .ifPresent(m -> problems.add(new Problem(ProblemCode.MISSING_COMPANION, 0, ai, m)));
      companions.conflicting(ai, present).stream()
          .filter(other -> reported.add(Set.of(ai, other)))
          .map(other -> "(" + ai + ") and (" + other + ") may not stand together.")
          .forEach(m -> problems.add(new Problem(ProblemCode.EXCLUDED_COMPANION, 0, ai, m)));
    }
    if (present.contains("8030")) {
      elements.stream().filter(ElementString::lacksSerial).forEach(e -> problems.add(unsigned(e)));
    }
    return problems;
  }

  /** A document, coupon or asset without the serial number that makes it a single one. */
  private static boolean lacksSerial(Element element) {
    int length = element.value().length();
    return switch (element.ai()) {
      case "253", "255" -> length == 13;
      case "8003" -> length == 14;
      default -> false;
    };
  }

  private static Problem unsigned(Element key) {
    return new Problem(
        ProblemCode.MISSING_COMPANION,
        0,
        "8030",
        "(8030) signs a single thing: the serial component must be present in (" + key.ai() + ").");
  }

  private static String describe(List<List<String>> alternatives) {
    return alternatives.stream()
        .map(group -> "(" + String.join(") with (", group) + ")")
        .collect(Collectors.joining(" or "));
  }

  /** The same in canonical order: predefined lengths first, then by identifier. */
  public ElementString canonical() {
    return new ElementString(
        elements.stream()
            .sorted(
                Comparator.<Element, Boolean>comparing(e -> !isPredefined(e))
                    .thenComparing(Element::ai))
            .toList());
  }

  /** The barcode data in canonical order; GS where needed. */
  public String elementString() {
    List<Element> ordered = canonical().elements;
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < ordered.size(); i++) {
      Element element = ordered.get(i);
      out.append(element.ai()).append(element.value());
      if (i < ordered.size() - 1 && !isPredefined(element)) {
        out.append(GS);
      }
    }
    return out.toString();
  }

  private static boolean isPredefined(Element element) {
    return element.identifier().predefinedLength();
  }

  /** The form for people, in the order of the barcode: {@code (01)...(21)...}. */
  public String bracketed() {
    Function<Element, String> text = e -> "(" + e.ai() + ")" + e.value().replace("(", "\\(");
    return elements.stream().map(text).collect(Collectors.joining());
  }

  /** The canonical Digital Link URI, or why these elements have none. */
  public Result<String> digitalLink() {
    return DigitalLink.of(this);
  }
}
