package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/**
 * What a reader, a keyboard or a partner gave, understood.
 *
 * @param form how it was written
 * @param symbology the symbology identifier that came with it (ISO/IEC 15424), for example "]d2",
 *     or null
 * @param data what it says; the same whatever the form
 */
public record Scan(Form form, @Nullable String symbology, ElementString data) {

  /** How the data was written. */
  public enum Form {
    /** Barcode data, with GS between fields. */
    ELEMENT_STRING,
    /** {@code (01)...(21)...}. */
    BRACKETED,
    /** A GTIN of 8, 12, 13 or 14 digits alone. */
    GTIN,
    DIGITAL_LINK,
    EPC_URN;

    boolean isBarcode() {
      return this == ELEMENT_STRING || this == BRACKETED || this == GTIN;
    }
  }

  /** As {@link #read(String, ScanOptions)} with {@link ScanOptions#DEFAULT}. */
  public static Result<Scan> read(String text) {
    return read(text, ScanOptions.DEFAULT);
  }

  /**
   * Reads any form: element string, bracketed, plain GTIN, Digital Link URI or EPC URN. Never
   * throws on any text; linear time. Whether the elements belong together is a question of its own:
   * {@link ElementString#companionProblems()}.
   */
  public static Result<Scan> read(String text, ScanOptions options) {
    return ScanReader.read(text, options);
  }

  /**
   * The one thing that was scanned.
   *
   * @return {@link ProblemCode#NO_KEY} where the data names none
   */
  public Result<Epc> epc() {
    return EpcKeys.of(data);
  }
}
