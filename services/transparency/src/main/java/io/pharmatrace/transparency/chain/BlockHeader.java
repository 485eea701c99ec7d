package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A header as a QBFT node stores it and {@code debug_getRawHeader} gives it, with the fields of the
 * Cancun fork. Decoding proves nothing yet but its form.
 */
final class BlockHeader {
  /** Longest header that is read, in bytes: 256 validators that all sealed need 24 KiB. */
  static final int MAX_LENGTH = 32 * 1024;

  private static final int NUMBER = 0;
  private static final int FREE = -1;

  /** The fields in their order; each a number, bytes of this length, or free. */
  private enum Field {
    PARENT_HASH(Bytes32.LENGTH),
    OMMERS_HASH(Bytes32.LENGTH),
    PROPOSER(Address.LENGTH),
    STATE_ROOT(Bytes32.LENGTH),
    TRANSACTIONS_ROOT(Bytes32.LENGTH),
    RECEIPTS_ROOT(Bytes32.LENGTH),
    LOGS_BLOOM(256),
    DIFFICULTY(BlockHeader.NUMBER),
    NUMBER(BlockHeader.NUMBER),
    GAS_LIMIT(BlockHeader.NUMBER),
    GAS_USED(BlockHeader.NUMBER),
    TIMESTAMP(BlockHeader.NUMBER),
    EXTRA_DATA(FREE),
    MIX_HASH(Bytes32.LENGTH),
    NONCE(8),
    BASE_FEE_PER_GAS(BlockHeader.NUMBER),
    WITHDRAWALS_ROOT(Bytes32.LENGTH),
    BLOB_GAS_USED(BlockHeader.NUMBER),
    EXCESS_BLOB_GAS(BlockHeader.NUMBER),
    PARENT_BEACON_BLOCK_ROOT(Bytes32.LENGTH);

    private final int form;

    Field(int form) {
      this.form = form;
    }
  }

  /** Marks a block of the BFT family, in the field that proof of work had for its mix hash. */
  private static final Bytes32 BFT_MIX_HASH =
      Bytes32.fromHex("63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365");

  private final Map<Field, Rlp> fields;
  private final ExtraData extraData;

  private BlockHeader(Map<Field, Rlp> fields, ExtraData extraData) {
    this.fields = fields;
    this.extraData = extraData;
  }

  /** Reads all of it; nothing that a field may not contain gets by. */
  static BlockHeader decode(byte[] bytes) throws Flawed {
    Field[] all = Field.values();
    Iterator<Rlp> items =
        Rlp.whole("the header", bytes.clone(), MAX_LENGTH).exactly(all.length).iterator();
    Map<Field, Rlp> fields = new EnumMap<>(Field.class);
    for (Field field : all) {
      Rlp item = items.next();
      if (field.form == NUMBER) {
        item.number();
      } else if (field.form != FREE) {
        item.fixed(field.form);
      }
      fields.put(field, item);
    }
    BlockHeader header =
        new BlockHeader(fields, ExtraData.decode(in(fields, Field.EXTRA_DATA).string()));
    if (!header.field(Field.MIX_HASH).bytes32().equals(BFT_MIX_HASH)) {
      throw new Flawed(Flaw.NOT_QBFT, "its mixHash");
    }
    return header;
  }

  /** The block's hash; neither round nor seals are in it. */
  Bytes32 hash() {
    return hashWith(extraData.forHash());
  }

  /** What each commit seal signs; other than {@link #hash} where the round is not 0. */
  Bytes32 sealHash() {
    return hashWith(extraData.forSeal());
  }

  private Bytes32 hashWith(byte[] otherExtraData) {
    List<byte[]> encoded = new ArrayList<>();
    fields.forEach(
        (field, item) ->
            encoded.add(
                field == Field.EXTRA_DATA ? RlpWriter.string(otherExtraData) : item.encoding()));
    return Keccak.hash(RlpWriter.list(encoded));
  }

  ExtraData extraData() {
    return extraData;
  }

  Bytes32 parentHash() throws Flawed {
    return field(Field.PARENT_HASH).bytes32();
  }

  Bytes32 stateRoot() throws Flawed {
    return field(Field.STATE_ROOT).bytes32();
  }

  Address proposer() throws Flawed {
    return field(Field.PROPOSER).address();
  }

  long number() throws Flawed {
    return field(Field.NUMBER).number();
  }

  /** Seconds since 1970. */
  long timestamp() throws Flawed {
    return field(Field.TIMESTAMP).number();
  }

  private Rlp field(Field field) {
    return in(fields, field);
  }

  private static Rlp in(Map<Field, Rlp> fields, Field field) {
    return Objects.requireNonNull(fields.get(field));
  }
}
