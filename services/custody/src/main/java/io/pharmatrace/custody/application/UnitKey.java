package io.pharmatrace.custody.application;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;

/**
 * The columns {@code key} and {@code serial} of a unit: GTIN and serial number of an SGTIN, the
 * whole of an SSCC and an empty text.
 */
public final class UnitKey {
  private UnitKey() {}

  /** The column of that name. */
  public static String key(Epc epc) {
    return switch (epc) {
      case Sgtin sgtin -> sgtin.gtin().digits();
      case Sscc sscc -> sscc.digits();
      default -> throw new IllegalArgumentException("no unit: " + epc.digitalLink());
    };
  }

  /** The column of that name. */
  public static String serial(Epc epc) {
    return epc instanceof Sgtin sgtin ? sgtin.serial().value() : "";
  }

  /** The reverse of {@link #key} and {@link #serial}. */
  public static Epc epc(String key, String serial) {
    return serial.isEmpty() ? new Sscc(key) : new Sgtin(new Gtin(key), new Serial(serial));
  }
}
