package io.pharmatrace.anchoring.application;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.UnsaltedUnit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The units of an entry as one column: {@code 0x01}, then for each unit the length of its EPC (1),
 * the EPC, and 0x00 for a pack or 0x01 and its contentsRoot (32).
 */
final class UnitList {
  private static final byte VERSION = 1;

  private UnitList() {}

  static byte[] encode(List<UnsaltedUnit> units) {
    int length = 1;
    for (UnsaltedUnit unit : units) {
      length += 2 + unit.epc().length() + (unit.contentsRoot().isZero() ? 0 : Bytes32.LENGTH);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).put(VERSION);
    for (UnsaltedUnit unit : units) {
      bytes.put((byte) unit.epc().length()).put(unit.epc().getBytes(US_ASCII));
      if (unit.contentsRoot().isZero()) {
        bytes.put((byte) 0);
      } else {
        bytes.put((byte) 1).put(unit.contentsRoot().bytes());
      }
    }
    return bytes.array();
  }

  /** The same, but nothing at all for no units. */
  static byte[] orEmpty(List<UnsaltedUnit> units) {
    return units.isEmpty() ? new byte[0] : encode(units);
  }

  /** Reads what {@link #orEmpty} wrote. */
  static List<UnsaltedUnit> decodeAny(byte[] encoded) {
    return encoded.length == 0 ? List.of() : decode(encoded);
  }

  static List<UnsaltedUnit> decode(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    if (bytes.get() != VERSION) {
      throw new IllegalArgumentException("not a list of units");
    }
    List<UnsaltedUnit> units = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] epc = new byte[Byte.toUnsignedInt(bytes.get())];
      bytes.get(epc);
      byte[] contents = new byte[Bytes32.LENGTH];
      if (bytes.get() == 1) {
        bytes.get(contents);
      }
      units.add(new UnsaltedUnit(new String(epc, US_ASCII), Bytes32.of(contents)));
    }
    return units;
  }
}
