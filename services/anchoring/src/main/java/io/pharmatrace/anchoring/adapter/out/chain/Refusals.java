package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.contracts.ConsentRegistry;
import io.pharmatrace.contracts.CustodyLedger;
import io.pharmatrace.contracts.RecallBoard;
import io.pharmatrace.transparency.Address;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.CustomErrorEncoder;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;

/**
 * Says why CustodyLedger, RecallBoard or ConsentRegistry refuses, by the name of its custom error.
 */
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
          CustodyLedger.SLOTSALREADYCLOSED_ERROR,
          CustodyLedger.LEDGERISFROZEN_ERROR,
          CustodyLedger.PREDECESSORNOTFROZEN_ERROR,
          RecallBoard.NOTENTITLED_ERROR,
          RecallBoard.RECALLALREADYDECLARED_ERROR,
          RecallBoard.INVALIDGTIN_ERROR,
          RecallBoard.INVALIDLOT_ERROR,
          RecallBoard.INVALIDCOUNTRY_ERROR,
          RecallBoard.TIMEINFUTURE_ERROR,
          RecallBoard.DEADLINEPASSED_ERROR,
          ConsentRegistry.WRONGNONCE_ERROR,
          ConsentRegistry.NOTSIGNEDBYKEY_ERROR,
          ConsentRegistry.ENDSINPAST_ERROR,
          ConsentRegistry.ZEROCOMMITMENT_ERROR);

  private Refusals() {}

  /** Tries a call without sending it: why it would be reverted, or empty when it would not. */
  static Optional<String> of(Node node, Address contract, String callData) {
    EthCall answer =
        node.ask(
            node.web3j()
                .ethCall(
                    Transaction.createEthCallTransaction(null, contract.hex(), callData),
                    DefaultBlockParameterName.LATEST));
    return answer.hasError() ? Optional.of(explain(answer.getError())) : Optional.empty();
  }

  private static String explain(Response.Error error) {
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
