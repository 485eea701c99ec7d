package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.Identifier;
import java.util.List;
import java.util.Map;

/** Master data that a query may ask for (EPCIS 2.0 section 6.5). Thread-safe. */
public interface VocabularyData {

  /** No master data beyond what an identifier says of itself. */
  VocabularyData NONE = id -> Map.of();

  /**
   * The attributes of a vocabulary element, by attribute name.
   *
   * @param id canonical identifier
   */
  Map<String, List<String>> attributes(String id);

  /**
   * True if a place is another, or lies within it. A GLN with an extension lies within the place of
   * the bare GLN.
   */
  default boolean isWithin(Identifier place, Identifier ancestor) {
    String inner = place.canonical();
    String outer = ancestor.canonical();
    return inner.equals(outer) || inner.startsWith(outer + "/254/");
  }
}
