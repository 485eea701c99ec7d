package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.transparency.Bytes32;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** Reads what {@code CustodyLedger.commit} was called with. */
final class CommitCall {
  /** {@code 0x} and the four bytes that name the function. */
  private static final int SELECTOR = 2 + 8;

  /** The signature is the sixth argument; its word has where it is. */
  private static final int PLACE = 5 * Bytes32.LENGTH;

  private CommitCall() {}

  /**
   * The signature in a call's data, empty when there is none. Whoever takes it looks whose it is:
   * the data may be another function's.
   */
  static Optional<Signature> signature(String data) {
    try {
      ByteBuffer arguments =
          ByteBuffer.wrap(HexFormat.of().parseHex(data, SELECTOR, data.length()));
      int at = number(arguments, PLACE);
      if (number(arguments, at) != Signature.LENGTH) {
        return Optional.empty();
      }
      byte[] bytes = new byte[Signature.LENGTH];
      arguments.get(at + Bytes32.LENGTH, bytes);
      return Optional.of(Signature.decode(bytes));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty(); // It is another call's, which is no fault of ours.
    }
  }

  /** The low 32 bits of a word. */
  private static int number(ByteBuffer arguments, int word) {
    return arguments.getInt(Math.addExact(word, Bytes32.LENGTH - Integer.BYTES));
  }
}
