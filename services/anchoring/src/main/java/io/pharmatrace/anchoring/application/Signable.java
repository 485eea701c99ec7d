package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.RecallStatement;
import io.pharmatrace.transparency.SigningDomain;
import java.util.Map;
import java.util.Optional;

/**
 * What is signed: its digest, and what that is the digest of, for signers that want to see what
 * they sign.
 */
public sealed interface Signable {
  /** The 32 bytes that go into the signature. */
  Bytes32 digest();

  /**
   * EIP-712 data.
   *
   * @param domain where the signature is good
   * @param type as in {@code Type(uint64 field,...)}, types that it refers to behind it
   * @param message value of each field: text, or a list of such maps
   * @param digest of all that
   */
  record TypedData(SigningDomain domain, String type, Map<String, Object> message, Bytes32 digest)
      implements Signable {
    public TypedData {
      message = Map.copyOf(message);
    }

    /** A commitment, for the ledger of the domain. */
    public static TypedData of(SigningDomain domain, Commitment commitment) {
      return new TypedData(
          domain,
          Commitment.TYPE,
          Map.of(
              "organisation",
              hex(commitment.organisation()),
              "sequence",
              Long.toString(commitment.sequence()),
              "logSize",
              Long.toString(commitment.logSize()),
              "logRoot",
              hex(commitment.logRoot()),
              "closures",
              commitment.closures().stream()
                  .map(
                      closure ->
                          Map.of(
                              "seal",
                              hex(closure.seal()),
                              "slots",
                              closure.slots().bits().toString(),
                              "binding",
                              hex(closure.binding())))
                  .toList()),
          commitment.digest(domain));
    }

    /** A recall, for the board of the domain. */
    public static TypedData of(SigningDomain domain, RecallStatement recall) {
      return new TypedData(
          domain,
          RecallStatement.TYPE,
          Map.of(
              "organisation",
              hex(recall.organisation()),
              "gtin",
              recall.gtin(),
              "lot",
              recall.lot(),
              "country",
              recall.country(),
              "time",
              Long.toString(recall.time()),
              "deadline",
              Long.toString(recall.deadline())),
          recall.digest(domain));
    }

    private static String hex(Bytes32 value) {
      return "0x" + value.hex();
    }
  }

  /**
   * A legacy transaction with a gas price of zero and no value (EIP-155).
   *
   * @param chainId where it is good
   * @param nonce its number in its account
   * @param gasLimit bound of its gas
   * @param to the contract; none to create one
   * @param data of the call, {@code 0x} and digits
   * @param digest keccak256 of its unsigned bytes
   */
  record Transaction(
      long chainId, long nonce, long gasLimit, Optional<Address> to, String data, Bytes32 digest)
      implements Signable {}
}
