package io.pharmatrace.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A pack or logistic unit as an entry names it: {@code salt(32) ‖ contentsRoot(32) ‖ UTF-8(EPC)}.
 *
 * @param salt random, kept off chain
 * @param contentsRoot R over the units inside, zero for a pack (or an empty logistic unit)
 * @param epc canonical Digital Link URI, as {@code https://id.gs1.org/01/{14}/21/{serial}}: the
 *     caller's duty is that it is canonical; here it only has to have that start, printable ASCII
 *     and at most 255 characters
 */
public record Unit(Bytes32 salt, Bytes32 contentsRoot, String epc) {
  private static final String START = "https://id.gs1.org/";
  private static final int MAX_LENGTH = 255;

  public Unit {
    checkEpc(epc);
  }

  static void checkEpc(String epc) {
    if (!epc.startsWith(START)
        || epc.length() > MAX_LENGTH
        || !epc.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new IllegalArgumentException("not a canonical GS1 Digital Link URI");
    }
  }

  /** The bytes that R takes. */
  public byte[] encode() {
    byte[] name = epc.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(2 * Bytes32.LENGTH + name.length);
    salt.putInto(bytes);
    contentsRoot.putInto(bytes);
    return bytes.put(name).array();
  }

  /** R over units in their order, zero when there are none: a unitsRoot or a contentsRoot. */
  public static Bytes32 rootOf(List<Unit> units) {
    return CountedRoot.orZero(units.stream().map(Unit::encode).toList());
  }
}
