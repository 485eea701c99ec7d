package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.Vocabulary;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one spelling of each name in master data, by which what is stored is found when it is asked
 * for in another spelling. Thread-safe.
 */
public final class MasterDataNames {
  private static final String TYPE = "urn:epcglobal:epcis:vtype:";

  static final String BUSINESS_STEP = TYPE + "BusinessStep";
  static final String DISPOSITION = TYPE + "Disposition";
  static final String READ_POINT = TYPE + "ReadPoint";
  static final String BUSINESS_LOCATION = TYPE + "BusinessLocation";
  static final String BUSINESS_TRANSACTION = TYPE + "BusinessTransaction";
  static final String EPC_CLASS = TYPE + "EPCClass";
  static final String SOURCE_DESTINATION = TYPE + "SourceDest";

  /** Of any place or party, whatever field names it, as in GS1 US's guideline for the DSCSA. */
  static final String LOCATION = TYPE + "Location";

  static final String PARTY = TYPE + "Party";

  private static final Pattern EXTENDED_GLN =
      Pattern.compile("(https://id\\.gs1\\.org/414/[0-9]{13})/254/.*");

  private MasterDataNames() {}

  /**
   * A vocabulary element: a standard word as Web URI, a GS1 identifier as canonical Digital Link
   * URI, anything else as it is.
   *
   * @param type the vocabulary type that the element is listed under
   */
  public static String element(String type, String id) {
    return switch (type) {
      case BUSINESS_STEP -> term(Vocabulary.BIZ_STEP, id);
      case DISPOSITION -> term(Vocabulary.DISPOSITION, id);
      default -> Identifier.parse(id).map(Identifier::canonical).orElse(id);
    };
  }

  /**
   * An attribute: namespace, number sign and local name. What has no namespace stays as it is.
   *
   * <p>{@code urn:epcglobal:cbv:mda#name}, {@code urn:epcglobal:cbv:mda:name} and {@code
   * cbvmda:name} are the same.
   */
  public static String attribute(String id) {
    return attribute(id, Map.of());
  }

  static String attribute(String id, Map<String, String> prefixes) {
    try {
      return FieldName.parse(id, prefixes).toString();
    } catch (BadParameter e) {
      return id;
    }
  }

  /**
   * The place of the bare GLN of a GLN with an extension, which lies in it; any other place itself.
   *
   * @param place canonical identifier
   */
  static String site(String place) {
    var extended = EXTENDED_GLN.matcher(place);
    return extended.matches() ? extended.group(1) : place;
  }

  private static String term(Vocabulary vocabulary, String id) {
    return Term.parse(vocabulary, id).map(Term::webUri).orElse(id);
  }
}
