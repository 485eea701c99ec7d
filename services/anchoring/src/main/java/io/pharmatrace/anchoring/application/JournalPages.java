package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.path.Statement;
import io.pharmatrace.transparency.seal.SealEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The journal's text before encryption: a commitment and its entries, deflated, cut into pages.
 * Read back with {@link #read}, given all pages in order.
 *
 * <p>{@code 0x02 ‖ organisation(16) ‖ organisation on chain(32) ‖ sequence(8) ‖ logSize(8) ‖
 * logRoot(32) ‖ closures}, then for each entry {@code 0x01 ‖ id(8) ‖ leafIndex(8) ‖ entry(98) ‖
 * secret(32) ‖ units ‖ statement ‖ inside ‖ borrowed ‖ closings}, then {@code 0x00}. Integers are
 * big-endian. What has no fixed length has it before it (4): closures of seal, slots and binding,
 * 96 bytes each; units and inside as in {@link UnitList}; the statement's 65 bytes; hashes of
 * notes; closings as in {@link SealRows#encode}. Version {@code 0x01} had units, but none of the
 * others.
 */
public final class JournalPages {
  /** Bytes in a page, the last one excepted; leaves room below Kafka's usual 1 MB for a message. */
  static final int PAGE = 512 * 1024;

  private static final int VERSION = 2;
  private static final int WITHOUT_SEALS = 1;
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
      writeText(out, Commitments.encode(commitment.content().closures()));
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
    SealEntry known = entry.known();
    out.writeByte(MORE);
    out.writeLong(entry.id());
    out.writeLong(entry.leafIndex());
    out.write(entry.entry().encode());
    out.write(known.secret().secret().bytes());
    writeText(out, UnitList.orEmpty(known.units()));
    writeText(out, known.statement().map(Statement::encode).orElseGet(() -> new byte[0]));
    writeText(out, UnitList.orEmpty(known.inside()));
    writeText(out, Bytea.join(known.borrowed()));
    writeText(out, SealRows.encode(known.closings()));
  }

  private static void writeText(DataOutputStream out, byte[] text) throws IOException {
    out.writeInt(text.length);
    out.write(text);
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
      int version = in.readUnsignedByte();
      if (version != VERSION && version != WITHOUT_SEALS) {
        throw new JournalException("the journal has a version that is not known here");
      }
      boolean seals = version == VERSION;
      UUID organisation = new UUID(in.readLong(), in.readLong());
      Commitment content =
          new Commitment(
              hash(in),
              in.readLong(),
              in.readLong(),
              hash(in),
              Commitments.decode(Bytea.list(text(in, seals))));
      List<JournalEntry> entries = new ArrayList<>();
      while (in.readUnsignedByte() == MORE) {
        entries.add(readEntry(in, content.organisation(), seals));
      }
      return new Contents(new SealedCommitment(organisation, content), entries);
    } catch (IOException e) {
      throw new JournalException("the journal's pages are not whole", e);
    }
  }

  private static JournalEntry readEntry(DataInputStream in, Bytes32 organisation, boolean seals)
      throws IOException {
    long id = in.readLong();
    long leafIndex = in.readLong();
    Entry entry = Entry.decode(bytes(in, Entry.LENGTH));
    EntrySecret secret = new EntrySecret(hash(in));
    List<UnsaltedUnit> units = UnitList.decodeAny(text(in, true));
    Optional<Statement> statement =
        Optional.of(text(in, seals)).filter(text -> text.length > 0).map(Statement::decode);
    SealEntry known =
        new SealEntry(
            organisation,
            entry.type(),
            secret,
            entry.contentDigest(),
            statement,
            units,
            UnitList.decodeAny(text(in, seals)),
            Bytea.list(text(in, seals)),
            SealRows.decode(text(in, seals)));
    return new JournalEntry(id, leafIndex, entry, known);
  }

  private static byte[] text(DataInputStream in, boolean present) throws IOException {
    return present ? bytes(in, in.readInt()) : new byte[0];
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
