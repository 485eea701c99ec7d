package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsentStatement;
import io.pharmatrace.transparency.SigningDomain;

/** Signatures of organisations and patients, as the contracts take them. */
public final class Signatures {
  private static final int V_BASE = 27;

  private Signatures() {}

  /**
   * Who signed.
   *
   * @param signature 65 bytes {@code r ‖ s ‖ v}, s in the lower half, v 27 or 28: of organisations
   *     the contracts take other forms too, but ours make this one only, and one form is what lets
   *     no altered byte pass
   */
  public static Checked<Address> signer(Bytes32 digest, byte[] signature) {
    return Flawed.check(
        () -> {
          if (signature.length != Secp256k1.SIGNATURE_LENGTH) {
            throw new Flawed(Flaw.BAD_SEAL, "it has not 65 bytes");
          }
          byte[] plain = signature.clone();
          plain[64] = (byte) (plain[64] - V_BASE);
          return Secp256k1.signer(digest, plain);
        });
  }

  /**
   * Whether ConsentRegistry would take this for the word of the key's signer.
   *
   * @param salt with which the key was made
   * @param signature as in {@link #signer}; the contract takes this form only, too
   */
  public static boolean isByKey(
      ConsentStatement statement, SigningDomain registry, Bytes32 salt, byte[] signature) {
    return signer(statement.digest(registry), signature)
            instanceof Checked.Proven<Address>(Address signer)
        && ConsentStatement.keyOf(signer, salt).equals(statement.key());
  }
}
