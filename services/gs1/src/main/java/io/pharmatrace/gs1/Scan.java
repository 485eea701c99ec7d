package io.pharmatrace.gs1;

import java.util.List;
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

  /** As {@link #diagnose(String, ScanOptions)} with {@link ScanOptions#DEFAULT}. */
  public static Diagnosis diagnose(String text) {
    return diagnose(text, ScanOptions.DEFAULT);
  }

  /**
   * Explains a text by faults of scanner and keyboard: one that {@link #read} refuses, or a product
   * whose field may hold further fields. A repair is offered only where no other explanation that
   * is known, pairs of faults included, gives another valid reading; so a text that is valid as it
   * stands has none. Never throws; the work is bounded, and beyond 1,024 characters nothing is
   * diagnosed.
   */
  public static Diagnosis diagnose(String text, ScanOptions options) {
    return FaultFinder.diagnose(text, options);
  }

  /** As {@link #alternatives(String, ScanOptions)} with {@link ScanOptions#DEFAULT}. */
  public static List<Repair> alternatives(String text) {
    return alternatives(text, ScanOptions.DEFAULT);
  }

  /**
   * What a text may have said, for the case that it cannot be read, or that no pack is known under
   * what was read: the readings of {@link #diagnose}, and what a valid text would say if a fault
   * that leaves it valid had happened (a lost separator, a sign in its place, caps lock, exchanged
   * Y and Z). At most five, the likeliest first, none certain: to be looked up, and never to be
   * taken for the pack. Never throws; the work is bounded.
   */
  public static List<Repair> alternatives(String text, ScanOptions options) {
    return Alternatives.of(text, options);
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
