package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsentStatement;
import io.pharmatrace.transparency.SigningDomain;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/**
 * A key of a patient's, and what it says.
 *
 * @param pair of the signer
 * @param salt with which the key is made
 */
public record PatientKey(ECKeyPair pair, Bytes32 salt) {
  /** Of a new pair and a new salt. */
  public static PatientKey fresh() {
    try {
      return new PatientKey(Keys.createEcKeyPair(), Bytes32.random());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Under which its consents stand on chain. */
  public Bytes32 key() {
    return ConsentStatement.keyOf(Address.fromHex(Keys.getAddress(pair)), salt);
  }

  /** To some document, for an hour, to be brought within an hour. */
  public ConsentStatement.Grant grant(long nonce) {
    return new ConsentStatement.Grant(key(), Bytes32.random(), inAnHour(), nonce, inAnHour());
  }

  /** To be brought within an hour. */
  public ConsentStatement.Revoke revoke(long nonce) {
    return new ConsentStatement.Revoke(key(), nonce, inAnHour());
  }

  /** 65 bytes. */
  public byte[] sign(ConsentStatement statement, SigningDomain domain) {
    Sign.SignatureData signature = Sign.signMessage(statement.digest(domain).bytes(), pair, false);
    return ByteBuffer.allocate(65)
        .put(signature.getR())
        .put(signature.getS())
        .put(signature.getV())
        .array();
  }

  private static long inAnHour() {
    return Instant.now().plusSeconds(3600).getEpochSecond();
  }
}
