package io.pharmatrace.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a patient signs about a consent, for the contract ConsentRegistry. It names nobody and
 * nothing: who reads it on chain learns a key, a salted hash and times.
 */
public sealed interface ConsentStatement {
  /** Under which the consent stands on chain, see {@link #keyOf}. */
  Bytes32 key();

  /** The version of the key that this changes: 0 for its first change. */
  long nonce();

  /** Until when the contract takes it, inclusive, in seconds since 1970. */
  long deadline();

  /** The EIP-712 digest to be signed: keccak256(0x1901 ‖ domain separator ‖ hashStruct). */
  Bytes32 digest(SigningDomain domain);

  /**
   * The key of a signer: keccak256(signer ‖ salt), of 20 and 32 bytes.
   *
   * @param signer account of the key pair that a patient made for one relationship only: the chain
   *     shows it once something was relayed
   * @param salt random, another for each consent
   */
  static Bytes32 keyOf(Address signer, Bytes32 salt) {
    ByteBuffer bytes = ByteBuffer.allocate(Address.LENGTH + Bytes32.LENGTH).put(signer.bytes());
    salt.putInto(bytes);
    return Keccak.hash(bytes.array());
  }

  /**
   * Consents, in place of what the key may have granted before.
   *
   * @param commitment salted hash of the document, not zero
   * @param notAfter until when the consent counts, inclusive, in seconds since 1970; it has nothing
   *     to do with the deadline
   */
  record Grant(Bytes32 key, Bytes32 commitment, long notAfter, long nonce, long deadline)
      implements ConsentStatement {
    /** The EIP-712 type. */
    public static final String TYPE =
        "ConsentGrant(bytes32 key,bytes32 commitment,uint64 notAfter,uint256 nonce,uint64 deadline)";

    private static final Bytes32 TYPE_HASH = Keccak.hash(TYPE.getBytes(StandardCharsets.US_ASCII));

    public Grant {
      if (commitment.isZero()) {
        throw new IllegalArgumentException("a commitment is not zero");
      }
      requireNumbers(notAfter, nonce, deadline);
    }

    @Override
    public Bytes32 digest(SigningDomain domain) {
      return domain.digest(
          Words.keccak(
              TYPE_HASH,
              key,
              commitment,
              Words.uint(notAfter),
              Words.uint(nonce),
              Words.uint(deadline)));
    }
  }

  /** Consents no more, and makes void what else was signed with this nonce and not relayed. */
  record Revoke(Bytes32 key, long nonce, long deadline) implements ConsentStatement {
    /** The EIP-712 type. */
    public static final String TYPE = "ConsentRevoke(bytes32 key,uint256 nonce,uint64 deadline)";

    private static final Bytes32 TYPE_HASH = Keccak.hash(TYPE.getBytes(StandardCharsets.US_ASCII));

    public Revoke {
      requireNumbers(nonce, deadline);
    }

    @Override
    public Bytes32 digest(SigningDomain domain) {
      return domain.digest(Words.keccak(TYPE_HASH, key, Words.uint(nonce), Words.uint(deadline)));
    }
  }

  private static void requireNumbers(long... numbers) {
    for (long number : numbers) {
      if (number < 0) {
        throw new IllegalArgumentException("a nonce or time is not negative");
      }
    }
  }
}
