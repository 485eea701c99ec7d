package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.contracts.CustodyLedger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.CustomErrorEncoder;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.protocol.core.Response;

/** Says why CustodyLedger refuses, by the name of its custom error. */
final class Refusals {
  private static final int SELECTOR = 10;
  private static final List<CustomError> ERRORS =
      List.of(
          CustodyLedger.ORGANISATIONNOTACTIVE_ERROR,
          CustodyLedger.WRONGSEQUENCE_ERROR,
          CustodyLedger.LOGDIDNOTGROW_ERROR,
          CustodyLedger.NOTSIGNEDBYACTIVEKEY_ERROR,
          CustodyLedger.TOOMANYCLOSURES_ERROR,
          CustodyLedger.NOSLOTS_ERROR,
          CustodyLedger.SLOTSALREADYCLOSED_ERROR);

  private Refusals() {}

  static String explain(Response.Error error) {
    @Nullable String data = error.getData();
    // Some nodes give the data as JSON text, within quotes.
    String revert = data == null ? "" : data.replace("\"", "");
    return ERRORS.stream()
        .filter(e -> revert.startsWith(CustomErrorEncoder.encode(e).substring(0, SELECTOR)))
        .map(CustomError::getName)
        .findFirst()
        .orElse(String.valueOf(error.getMessage()));
  }
}
