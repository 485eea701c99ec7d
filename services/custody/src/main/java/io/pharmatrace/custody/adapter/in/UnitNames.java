package io.pharmatrace.custody.adapter.in;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.registry.Inputs;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Packs and logistic units as people and programs name them in requests. */
final class UnitNames {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{18}");

  private UnitNames() {}

  /**
   * A unit.
   *
   * @param text an SSCC of 18 digits, or a GS1 Digital Link URI or EPC URN of an SSCC or SGTIN
   * @throws ApiException {@link ErrorCode#INVALID_VALUE} when it is neither
   */
  static Epc one(String text) {
    Epc epc =
        DIGITS.matcher(text).matches()
            ? Inputs.require(Sscc::parse, text)
            : Inputs.require(Epc.parse(text));
    if (epc instanceof Sgtin || epc instanceof Sscc) {
      return epc;
    }
    throw new ApiException(
        ErrorCode.INVALID_VALUE, "'" + text + "' is neither a pack nor a logistic unit.");
  }

  /** Units, each once; none for an absent list. */
  static List<Epc> of(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts.stream().map(UnitNames::one).distinct().toList();
  }
}
