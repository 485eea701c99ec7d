package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.read.EpcRule;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a MATCH parameter names (EPCIS 2.0 section 8.2.7.1.1): one identifier, or with a pure
 * identity pattern (Tag Data Standard 2.0 section 8) all that fit. A Digital Link of a class is
 * another spelling of the pattern of its instances. Immutable.
 */
final class EpcPattern {
  private static final String DOMAIN = "https://id.gs1.org/";
  private static final String IDPAT = "urn:epc:idpat:";
  private static final String LOTS = "urn:epc:class:lgtin:";

  private final String canonical;
  private final List<Pattern> instances;
  private final List<Pattern> classes;

  private EpcPattern(String canonical, List<Pattern> instances, List<Pattern> classes) {
    this.canonical = canonical;
    this.instances = instances;
    this.classes = classes;
  }

  static EpcPattern of(Identifier wanted) throws BadParameter {
    String uri = wanted.uri();
    boolean pattern = uri.startsWith(IDPAT) || (uri.startsWith(LOTS) && uri.endsWith("*"));
    if (!pattern) {
      String fault = EpcRule.ANY.fault(wanted);
      if (fault != null) {
        throw BadParameter.value(fault);
      }
      return new EpcPattern(wanted.canonical(), instancesOf(wanted.canonical()), List.of());
    }
    String[] parts = uri.split(":", 5);
    if (parts.length < 5 || parts[4].isEmpty()) {
      throw BadParameter.value(Scalars.shown(uri) + " is no EPC pattern.");
    }
    if (parts[4].indexOf('*') < 0) {
      return of(new Identifier("urn:epc:id:" + parts[3] + ":" + parts[4]));
    }
    String[] fields = EpcFields.split(parts[3], parts[4]);
    if (!EpcFields.fit(parts[3], fields)) {
      throw BadParameter.value(
          Scalars.shown(uri) + " is no EPC pattern: no " + parts[3] + " has these fields.");
    }
    boolean open = false;
    for (String field : fields) {
      if (field.isEmpty() || (open && !field.equals("*"))) {
        throw BadParameter.value(
            Scalars.shown(uri) + " is no EPC pattern: * stands for whole fields at the end.");
      }
      open |= field.equals("*");
    }
    String urn =
        "urn:epc:(id|idpat|class):"
            + Pattern.quote(parts[3])
            + ":"
            + IntStream.range(0, fields.length)
                .mapToObj(i -> field(fields[i], i == fields.length - 1))
                .collect(Collectors.joining("\\."));
    @Nullable String key = key(parts[3], fields);
    return new EpcPattern(
        wanted.canonical(),
        compiled(urn, key == null ? null : key + suffix(parts[3])),
        compiled(urn, key == null ? null : key + (parts[3].equals("lgtin") ? "/10/[^/]+" : "")));
  }

  /** One spelling of the pattern or identifier. */
  String canonical() {
    return canonical;
  }

  /** Whether an instance is one of those meant. */
  boolean matches(Identifier id) {
    return fits(id, instances);
  }

  /** Whether a class is one of those meant; what is open in the class must be open here. */
  boolean matchesClass(Identifier id) {
    return fits(id, classes);
  }

  private boolean fits(Identifier id, List<Pattern> patterns) {
    String link = id.canonical();
    return link.equals(canonical)
        || patterns.stream()
            .anyMatch(p -> p.matcher(link).matches() || p.matcher(id.uri()).matches());
  }

  private static List<Pattern> compiled(String urn, @Nullable String link) {
    return Stream.concat(
            Stream.of(urn), Stream.ofNullable(link).map(l -> Pattern.quote(DOMAIN) + l))
        .map(Pattern::compile)
        .toList();
  }

  /** The instances of a class in canonical Digital Link form; none for what is no class. */
  private static List<Pattern> instancesOf(String link) {
    String path = link.startsWith(DOMAIN) ? link.substring(DOMAIN.length()) : "";
    String suffix = "";
    if (path.matches("01/[0-9]{14}")) {
      suffix = "/(21|235)/[^/]+";
    } else if (path.matches("8006/[0-9]{18}")) {
      suffix = "/21/[^/]+";
    } else if (path.matches("8010/[^/]+")) {
      suffix = "/8011/[^/]+";
    } else if (path.matches("8003/[0-9]{14}|253/[0-9]{13}|255/[0-9]{13}")) {
      suffix = "[^/]+";
    }
    return suffix.isEmpty() ? List.of() : List.of(Pattern.compile(Pattern.quote(link) + suffix));
  }

  /** What follows the key in the Digital Link of an instance whose last field is open. */
  private static String suffix(String scheme) {
    return switch (scheme) {
      case "sgtin", "itip" -> "/21/[^/]+";
      case "upui" -> "/235/[^/]+";
      case "lgtin" -> "/10/[^/]+";
      case "sgln" -> "(/254/[^/]+)?";
      case "grai", "gdti", "sgcn" -> "[^/]+";
      case "cpi" -> "/8011/[^/]+";
      default -> "";
    };
  }

  private static String field(String field, boolean last) {
    if (!field.equals("*")) {
      return Pattern.quote(field);
    }
    // Only the last field, a serial number, may hold a dot.
    return last ? ".+" : "[^.]+";
  }

  /** The key of the Digital Link as a regular expression; null for a scheme without one. */
  private static @Nullable String key(String scheme, String[] fields) {
    boolean numeric = !scheme.equals("giai") && !scheme.equals("ginc") && !scheme.equals("cpi");
    for (int i = 0; numeric && i < fields.length; i++) {
      // Where the last field is open, every field before it is of digits.
      if (!fields[i].matches("\\*|[0-9]+")) {
        return null;
      }
    }
    return switch (scheme) {
      case "sgtin", "upui", "lgtin" -> "01/" + swapped(fields, 13);
      case "itip" -> "8006/" + swapped(fields, 13) + digits(fields, 2, 2) + digits(fields, 3, 2);
      case "sscc" -> "00/" + swapped(fields, 17);
      case "sgln" -> "414/" + plain(fields, 12);
      case "pgln" -> "417/" + plain(fields, 12);
      case "grai" -> "8003/0" + plain(fields, 12);
      case "gdti" -> "253/" + plain(fields, 12);
      case "sgcn" -> "255/" + plain(fields, 12);
      case "gsrn" -> "8018/" + plain(fields, 17);
      case "gsrnp" -> "8017/" + plain(fields, 17);
      case "gsin" -> "402/" + plain(fields, 16);
      case "giai" -> "8004/" + joined(fields);
      case "ginc" -> "401/" + joined(fields);
      case "cpi" -> "8010/" + joined(fields);
      default -> null;
    };
  }

  /** Company prefix and reference; the check digit follows from them. */
  private static String plain(String[] fields, int digits) {
    String prefix = literal(fields, 0);
    String reference = literal(fields, 1);
    return prefix + reference + any(digits - prefix.length() - reference.length() + 1);
  }

  /** The first digit of the reference stands before the company prefix. */
  private static String swapped(String[] fields, int digits) {
    String prefix = literal(fields, 0);
    String reference = literal(fields, 1);
    return reference.isEmpty()
        ? any(1) + prefix + any(digits - prefix.length())
        : reference.charAt(0)
            + prefix
            + reference.substring(1)
            + any(digits - prefix.length() - reference.length() + 1);
  }

  private static String joined(String[] fields) {
    return Pattern.quote(literal(fields, 0) + literal(fields, 1))
        + (literal(fields, 1).isEmpty() ? "[^/]+" : "");
  }

  private static String digits(String[] fields, int index, int count) {
    String literal = literal(fields, index);
    return literal.isEmpty() ? any(count) : literal;
  }

  private static String any(int digits) {
    // A field that is too long fits nothing.
    return digits < 0 ? "(?!)" : "[0-9]{" + digits + "}";
  }

  private static String literal(String[] fields, int index) {
    String field = index < fields.length ? fields[index] : "*";
    return field.equals("*") ? "" : field;
  }
}
