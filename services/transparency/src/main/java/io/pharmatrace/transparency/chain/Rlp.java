package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One item of RLP (Ethereum yellow paper, appendix B), a view on bytes that nobody changes. Reads
 * one level at a time, so that nesting costs no stack, and strictly: only the one shortest encoding
 * of each item, nothing behind it.
 */
final class Rlp {
  private static final int LONGEST_SHORT = 55;

  /** Lengths have at most this many bytes: all that is read here is far below 16 MiB. */
  private static final int LENGTH_BYTES = 3;

  private final String name;
  private final byte[] source;
  private final int start;
  private final int payload;
  private final int end;
  private final boolean list;

  private Rlp(String name, byte[] source, int start, int payload, int end, boolean list) {
    this.name = name;
    this.source = source;
    this.start = start;
    this.payload = payload;
    this.end = end;
    this.list = list;
  }

  /**
   * The item that these bytes are, all of them.
   *
   * @param name what it is, for messages
   * @param maxLength in bytes
   */
  static Rlp whole(String name, byte[] bytes, int maxLength) throws Flawed {
    if (bytes.length > maxLength) {
      throw Flawed.malformed(name + " has more than " + maxLength + " bytes");
    }
    Rlp item = at(name, bytes, 0, bytes.length);
    if (item.end != bytes.length) {
      throw Flawed.malformed(name + " is followed by other bytes");
    }
    return item;
  }

  private static Rlp at(String name, byte[] source, int start, int limit) throws Flawed {
    if (start >= limit) {
      throw Flawed.malformed(name + " is cut off");
    }
    int prefix = source[start] & 0xff;
    if (prefix < 0x80) {
      return new Rlp(name, source, start, start, start + 1, false);
    }
    boolean list = prefix >= 0xc0;
    int length = prefix - (list ? 0xc0 : 0x80);
    int payload = start + 1;
    if (length > LONGEST_SHORT) {
      int bytes = length - LONGEST_SHORT;
      length = longLength(name, source, payload, bytes, limit);
      payload += bytes;
    }
    if (length > limit - payload) {
      throw Flawed.malformed(name + " is cut off");
    }
    if (!list && length == 1 && source[payload] >= 0) {
      throw Flawed.malformed(name + " is not in its shortest form");
    }
    return new Rlp(name, source, start, payload, payload + length, list);
  }

  private static int longLength(String name, byte[] source, int at, int bytes, int limit)
      throws Flawed {
    if (bytes > LENGTH_BYTES || bytes > limit - at) {
      throw Flawed.malformed(name + " is cut off");
    }
    int length = 0;
    for (int i = 0; i < bytes; i++) {
      length = (length << 8) | (source[at + i] & 0xff);
    }
    if (source[at] == 0 || length <= LONGEST_SHORT) {
      throw Flawed.malformed(name + " is not in its shortest form");
    }
    return length;
  }

  boolean isList() {
    return list;
  }

  boolean isEmptyString() {
    return !list && payload == end;
  }

  /** The items of a list. */
  List<Rlp> items(int atMost) throws Flawed {
    if (!list) {
      throw Flawed.malformed(name + " is not a list");
    }
    List<Rlp> items = new ArrayList<>();
    for (int at = payload; at < end; at = items.getLast().end) {
      if (items.size() == atMost) {
        throw Flawed.malformed(name + " has more than " + atMost + " items");
      }
      items.add(at("item " + (items.size() + 1) + " of " + name, source, at, end));
    }
    return items;
  }

  /** The items of a list that has exactly so many. */
  List<Rlp> exactly(int count) throws Flawed {
    List<Rlp> items = items(count);
    if (items.size() != count) {
      throw Flawed.malformed(name + " has " + items.size() + " items instead of " + count);
    }
    return items;
  }

  byte[] string() throws Flawed {
    if (list) {
      throw Flawed.malformed(name + " is a list");
    }
    return Arrays.copyOfRange(source, payload, end);
  }

  byte[] fixed(int length) throws Flawed {
    byte[] bytes = string();
    if (bytes.length != length) {
      throw Flawed.malformed(name + " has " + bytes.length + " bytes instead of " + length);
    }
    return bytes;
  }

  Bytes32 bytes32() throws Flawed {
    return Bytes32.of(fixed(Bytes32.LENGTH));
  }

  Address address() throws Flawed {
    return Address.of(fixed(Address.LENGTH));
  }

  /** A number without leading zeros, as a string of at most so many bytes; zero is empty. */
  byte[] scalar(int maxBytes) throws Flawed {
    byte[] bytes = string();
    if (bytes.length > maxBytes || (bytes.length > 0 && bytes[0] == 0)) {
      throw Flawed.malformed(
          name + " is not a number of at most " + maxBytes + " bytes without leading zeros");
    }
    return bytes;
  }

  /** A number from 0 to 2^63 - 1. */
  long number() throws Flawed {
    long value = 0;
    for (byte b : scalar(Long.BYTES)) {
      value = (value << 8) | (b & 0xff);
    }
    if (value < 0) {
      throw Flawed.malformed(name + " is above 2^63 - 1");
    }
    return value;
  }

  /** The item as it stands there, prefix included. */
  byte[] encoding() {
    return Arrays.copyOfRange(source, start, end);
  }

  int encodedLength() {
    return end - start;
  }
}
