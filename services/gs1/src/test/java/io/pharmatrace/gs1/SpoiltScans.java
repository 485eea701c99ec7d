package io.pharmatrace.gs1;

import io.pharmatrace.gs1.Keystrokes.Lock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Random scans of medicine packs, and what faults of scanner and keyboard make of them. */
final class SpoiltScans {
  private static final String GS = "\u001d";
  private static final String DIGITS = "0123456789";
  private static final String CAPITALS = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String MIXED = CAPITALS + "abcdefghijklmnopqrstuvwxyz";
  private static final String MARKS = "%&*+.?!=;/_:,-\"'<>()";

  private static final List<List<String>> ORDERS =
      List.of(
          List.of("01", "21", "10", "17"),
          List.of("01", "17", "10", "21"),
          List.of("01", "21", "17", "10"),
          List.of("01", "10", "17", "21"),
          List.of("01", "17", "21", "10"));

  /** A logistic unit, weighed goods, a device, a component, places. */
  private static final List<List<String>> OTHERS =
      List.of(
          List.of("00", "02", "37", "10"),
          List.of("01", "3103", "15", "10"),
          List.of("01", "11", "10", "21"),
          List.of("01", "10", "21"),
          List.of("8010", "8011"),
          List.of("414", "254"),
          List.of("01", "712", "417", "17"));

  private final Random random;

  SpoiltScans(long seed) {
    random = new Random(seed);
  }

  /** A pack's raw data, with or without symbology identifier, lot and further fields. */
  String pack() {
    String alphabet = pick(List.of(DIGITS, CAPITALS, CAPITALS, MIXED, CAPITALS + "-/."));
    List<String> order = new ArrayList<>(pick(ORDERS));
    if (random.nextInt(5) == 0) {
      order.remove("10");
    }
    if (random.nextInt(4) == 0) {
      order.add(1 + random.nextInt(order.size()), pick(List.of("91", "240")));
    }
    return scan(order, alphabet);
  }

  /** Data of another thing than a pack. */
  String other() {
    return scan(pick(OTHERS), pick(List.of(DIGITS, CAPITALS, MIXED)));
  }

  private String scan(List<String> ais, String alphabet) {
    StringBuilder scan = new StringBuilder(pick(List.of("", "", "]d2", "]d2", "]C1")));
    for (int i = 0; i < ais.size(); i++) {
      String ai = ais.get(i);
      boolean more = i < ais.size() - 1;
      scan.append(ai).append(value(ai, alphabet));
      boolean predefined = ApplicationIdentifier.of(ai).orElseThrow().predefinedLength();
      scan.append(more && !predefined ? GS : "");
    }
    return scan.toString();
  }

  /** Whether a scan says what the intact one said, in whatever order. */
  static boolean saysSame(Scan scan, String intact) {
    List<Element> elements = Scan.read(intact).orElseThrow().data().elements();
    return Set.copyOf(scan.data().elements()).equals(Set.copyOf(elements));
  }

  private String value(String ai, String alphabet) {
    return switch (ai) {
      case "01", "02" -> CheckDigit.append("0" + text(DIGITS, 12));
      case "00" -> CheckDigit.append(text(DIGITS, 17));
      case "414", "417" -> CheckDigit.append(text(DIGITS, 12));
      case "37", "8011" -> "1" + text(DIGITS, random.nextInt(7));
      case "3103" -> text(DIGITS, 6);
      case "8010" -> text(DIGITS, 6) + text(CAPITALS, random.nextInt(12));
      case "11", "15", "17" ->
          String.format(
              Locale.ROOT,
              "%02d%02d%02d",
              26 + random.nextInt(6),
              1 + random.nextInt(12),
              random.nextInt(29));
      case "21" -> withCapital(text(alphabet, 6 + random.nextInt(15)), alphabet);
      default -> text(alphabet, 3 + random.nextInt(10));
    };
  }

  /** No pack has small letters only: by them caps lock is told where nothing else tells it. */
  private String withCapital(String text, String alphabet) {
    return alphabet.equals(MIXED) ? text.substring(1) + pick(List.of("A", "K", "Z")) : text;
  }

  private String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** The fault of that name. */
  UnaryOperator<String> fault(String name) {
    return Stream.of(separators(), keyboards(), reads())
        .flatMap(stage -> stage.entrySet().stream())
        .filter(fault -> fault.getKey().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** The names of the faults, stage by stage. */
  List<List<String>> stages() {
    return Stream.of(separators(), keyboards(), reads())
        .map(stage -> List.copyOf(stage.keySet()))
        .toList();
  }

  /** Faults between the separators and the computer, by name, in the order of their happening. */
  Map<String, UnaryOperator<String>> separators() {
    Map<String, UnaryOperator<String>> faults = new LinkedHashMap<>();
    faults.put("lost separators", text -> text.replace(GS, ""));
    faults.put(
        "known substitute",
        text -> text.replace(GS, pick(List.of("{GS}", "<GS>", "|", "~", "^]", "#", "]", "FNC1"))));
    faults.put("sign as substitute", text -> text.replace(GS, text(MARKS, 1)));
    return faults;
  }

  /** As {@link #separators}, of keyboards. */
  Map<String, UnaryOperator<String>> keyboards() {
    List<KeyboardLayout> all = KeyboardLayout.ALL;
    Map<String, UnaryOperator<String>> faults = new LinkedHashMap<>();
    faults.put("caps lock", Keystrokes::exchangeCase);
    faults.put(
        "capitals only", text -> text.startsWith("]d2") ? text.toUpperCase(Locale.ROOT) : text);
    // A layout that exchanges them has another sign where this one has the bracket.
    faults.put("swapped Y and Z", text -> text.startsWith("]") ? text : Keyboards.exchangeYz(text));
    faults.put("US reader", text -> typed(text, all.getFirst(), pick(all), Lock.OFF));
    // Readers type as US keyboards unless they are set up for the computer that they are at, so an
    // intact bracket shows the right layout; of two others it may stand at one place.
    faults.put(
        "any two layouts",
        text -> {
          String typed = typed(text, pick(all), pick(all), Lock.OFF);
          return typed.startsWith("]") ? text : typed;
        });
    faults.put(
        "US reader and lock",
        text -> typed(text, all.getFirst(), pick(all), pick(List.of(Lock.LETTERS, Lock.ALL_KEYS))));
    return faults;
  }

  /** As {@link #separators}, of beginning and repetition. */
  Map<String, UnaryOperator<String>> reads() {
    Map<String, UnaryOperator<String>> faults = new LinkedHashMap<>();
    faults.put("lost start", text -> text.substring(1 + random.nextInt(4)));
    faults.put("doubled", text -> text + pick(List.of("", "\n", "\t")) + text);
    return faults;
  }

  /** What a computer writes; the text itself where a character is on none of the keys. */
  static String typed(String text, KeyboardLayout reader, KeyboardLayout computer, Lock lock) {
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int place = c <= ' ' ? 0 : reader.place(c);
      if (place < 0) {
        return text;
      }
      int level = place % KeyboardLayout.LEVELS;
      boolean locked = lock == Lock.ALL_KEYS && level < 2;
      char out = c <= ' ' ? c : computer.at(locked ? place + 1 - 2 * level : place);
      if (out == KeyboardLayout.NONE) {
        return text;
      }
      written.append(lock == Lock.LETTERS ? Keystrokes.exchangeCase("" + out) : out);
    }
    return written.toString();
  }
}
