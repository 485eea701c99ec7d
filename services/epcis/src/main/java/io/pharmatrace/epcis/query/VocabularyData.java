package io.pharmatrace.epcis.query;

/** Master data that a query may ask for (EPCIS 2.0 section 6.5). */
@FunctionalInterface
public interface VocabularyData {

  /** No master data at all. */
  VocabularyData NONE = (element, question) -> false;

  /**
   * Whether the answer to a question about a vocabulary element is yes; no if nothing is known.
   *
   * @param element canonical identifier, as of {@link MasterDataNames#element}
   */
  boolean answers(String element, MasterDataQuestion question);
}
