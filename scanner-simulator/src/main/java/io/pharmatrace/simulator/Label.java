package io.pharmatrace.simulator;

import io.pharmatrace.gs1.Element;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sscc;
import java.util.List;

/**
 * A barcode as a reader emits it.
 *
 * @param symbology symbology identifier (ISO/IEC 15424)
 * @param data the element string, GS after fields of variable length
 */
record Label(String symbology, String data) {
  private static final String GS1_DATAMATRIX = "]d2";
  private static final String GS1_128 = "]C1";

  /** GS1 DataMatrix of a pack or a case, in the usual order: GTIN, expiry, batch, serial number. */
  static Label of(Gtin gtin, ExpiryDate expiry, Lot lot, Serial serial) {
    String data =
        "01" + gtin + "17" + expiry.yymmdd() + "10" + lot + ElementString.GS + "21" + serial;
    return new Label(GS1_DATAMATRIX, data);
  }

  /** GS1-128 of a logistic unit. */
  static Label of(Sscc sscc) {
    return new Label(
        GS1_128, new ElementString(List.of(new Element("00", sscc.digits()))).elementString());
  }

  /** With the symbology identifier in front, as readers send it when told to. */
  String raw() {
    return symbology + data;
  }
}
