package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntrySecret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The journal's text before encryption: a commitment and its entries, deflated, cut into pages.
 * Read back with {@link #read}, given all pages in order.
 *
 * <p>{@code 0x01 ‖ organisation(16) ‖ organisation on chain(32) ‖ sequence(8) ‖ logSize(8) ‖
 * logRoot(32)}, then for each entry {@code 0x01 ‖ id(8) ‖ leafIndex(8) ‖ entry(98) ‖ secret(32) ‖
 * length(4) ‖ units}, then {@code 0x00}. Integers are big-endian; units as in {@link UnitList}.
 */
public final class JournalPages {
  /** Bytes in a page, the last one excepted; leaves room below Kafka's usual 1 MB for a message. */
  static final int PAGE = 512 * 1024;

  private static final int VERSION = 1;
  private static final int MORE = 1;
  private static final int END = 0;

  private JournalPages() {}

  /**
   * What the pages of one commitment say.
   *
   * @param commitment as sealed
   * @param entries in the order of their leaf index
   */
  public record Contents(SealedCommitment commitment, List<JournalEntry> entries) {
    public Contents {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Writes a commitment.
   *
   * @param page takes each page as it is full, with whether it is the last
   */
  public static void write(
      SealedCommitment commitment,
      Iterator<JournalEntry> entries,
      BiConsumer<byte[], Boolean> page) {
    Pager pager = new Pager(page);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(pager);
        DataOutputStream out = new DataOutputStream(deflated)) {
      out.writeByte(VERSION);
      out.writeLong(commitment.organisation().getMostSignificantBits());
      out.writeLong(commitment.organisation().getLeastSignificantBits());
      out.write(commitment.content().organisation().bytes());
      out.writeLong(commitment.sequence());
      out.writeLong(commitment.content().logSize());
      out.write(commitment.content().logRoot().bytes());
      while (entries.hasNext()) {
        write(out, entries.next());
      }
      out.writeByte(END);
      out.flush();
      deflated.finish();
      pager.end(); // Only here: what was cut short must not look whole.
    } catch (IOException e) {
      throw new JournalException("cannot write to memory", e);
    }
  }

  private static void write(DataOutputStream out, JournalEntry entry) throws IOException {
    byte[] units = entry.units().isEmpty() ? new byte[0] : UnitList.encode(entry.units());
    out.writeByte(MORE);
    out.writeLong(entry.id());
    out.writeLong(entry.leafIndex());
    out.write(entry.entry().encode());
    out.write(entry.secret().secret().bytes());
    out.writeInt(units.length);
    out.write(units);
  }

  /**
   * Reads a commitment.
   *
   * @param pages all of its pages, in order
   * @throws JournalException when they are not whole
   */
  public static Contents read(List<byte[]> pages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pages.forEach(all::writeBytes);
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(all.toByteArray())))) {
      if (in.readUnsignedByte() != VERSION) {
        throw new JournalException("the journal has a version that is not known here");
      }
      UUID organisation = new UUID(in.readLong(), in.readLong());
      SealedCommitment commitment =
          SealedCommitment.of(organisation, hash(in), in.readLong(), in.readLong(), hash(in));
      List<JournalEntry> entries = new ArrayList<>();
      while (in.readUnsignedByte() == MORE) {
        entries.add(readEntry(in));
      }
      return new Contents(commitment, entries);
    } catch (IOException e) {
      throw new JournalException("the journal's pages are not whole", e);
    }
  }

  private static JournalEntry readEntry(DataInputStream in) throws IOException {
    long id = in.readLong();
    long leafIndex = in.readLong();
    Entry entry = Entry.decode(bytes(in, Entry.LENGTH));
    EntrySecret secret = new EntrySecret(hash(in));
    byte[] units = bytes(in, in.readInt());
    return new JournalEntry(
        id, leafIndex, entry, secret, units.length == 0 ? List.of() : UnitList.decode(units));
  }

  private static Bytes32 hash(DataInputStream in) throws IOException {
    return Bytes32.of(bytes(in, Bytes32.LENGTH));
  }

  private static byte[] bytes(DataInputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException("the text ends early");
    }
    return bytes;
  }

  /** Cuts what is written into pages. */
  private static final class Pager extends OutputStream {
    private final BiConsumer<byte[], Boolean> page;
    private final ByteArrayOutputStream current = new ByteArrayOutputStream(PAGE);

    Pager(BiConsumer<byte[], Boolean> page) {
      this.page = page;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      int at = offset;
      int rest = length;
      while (rest > 0) {
        if (current.size() == PAGE) {
          page.accept(current.toByteArray(), false);
          current.reset();
        }
        int part = Math.min(rest, PAGE - current.size());
        current.write(bytes, at, part);
        at += part;
        rest -= part;
      }
    }

    void end() {
      page.accept(current.toByteArray(), true);
    }
  }
}
