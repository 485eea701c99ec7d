package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.math.BigInteger;
import java.util.List;

/**
 * What a state root says of an account.
 *
 * @param nonce transactions sent, or contracts created
 * @param balance in wei
 * @param storageRoot of its storage's trie
 * @param codeHash of its code
 */
public record Account(BigInteger nonce, BigInteger balance, Bytes32 storageRoot, Bytes32 codeHash) {
  private static final Bytes32 NO_CODE = Keccak.hash(new byte[0]);
  private static final int MAX_LENGTH = 128;

  static Account decode(byte[] leaf) throws Flawed {
    List<Rlp> fields = Rlp.whole("the account", leaf, MAX_LENGTH).exactly(4);
    return new Account(
        new BigInteger(1, fields.get(0).scalar(Long.BYTES)),
        new BigInteger(1, fields.get(1).scalar(Bytes32.LENGTH)),
        fields.get(2).bytes32(),
        fields.get(3).bytes32());
  }

  /** Whether it has code. */
  public boolean isContract() {
    return !codeHash.equals(NO_CODE);
  }
}
