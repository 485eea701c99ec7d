package io.pharmatrace.anchoring.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.path.Statement;
import io.pharmatrace.transparency.seal.Closing;
import io.pharmatrace.transparency.seal.SealEntry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalPagesTest {
  private static final SealedCommitment COMMITMENT =
      new SealedCommitment(
          UUID.randomUUID(),
          new Commitment(
              Bytes32.random(),
              7,
              6000,
              Bytes32.random(),
              List.of(new Closure(Bytes32.random(), Slots.of(List.of(0, 255)), Bytes32.random()))));

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 6000})
  void whatIsWrittenIsReadBack(int count) {
    List<JournalEntry> entries = entries(count);

    JournalPages.Contents contents = JournalPages.read(pages(entries));

    assertThat(contents.commitment()).isEqualTo(COMMITMENT);
    assertThat(contents.entries()).isEqualTo(entries);
  }

  @Test
  void aLargeCommitmentTakesSeveralPagesThatFitIntoAMessage() {
    assertThat(pages(entries(6000)))
        .hasSizeGreaterThan(1)
        .allSatisfy(page -> assertThat(page.length).isBetween(1, JournalPages.PAGE));
  }

  @Test
  void aMissingPageIsNoticed() {
    List<byte[]> pages = pages(entries(6000));

    assertThatThrownBy(() -> JournalPages.read(pages.subList(0, pages.size() - 1)))
        .isInstanceOf(JournalException.class);
  }

  private static List<byte[]> pages(List<JournalEntry> entries) {
    List<byte[]> pages = new ArrayList<>();
    List<Boolean> last = new ArrayList<>();
    JournalPages.write(
        COMMITMENT,
        entries.iterator(),
        (page, isLast) -> {
          pages.add(page);
          last.add(isLast);
        });
    assertThat(last.removeLast()).as("the last page says so").isTrue();
    assertThat(last).as("no other does").doesNotContain(true);
    return pages;
  }

  private static List<JournalEntry> entries(int count) {
    return IntStream.range(0, count).mapToObj(JournalPagesTest::entry).toList();
  }

  /** Every third names nothing, every third units, every third is a packing with its closing. */
  private static JournalEntry entry(int i) {
    List<UnsaltedUnit> units =
        List.of(
            UnsaltedUnit.pack("https://id.gs1.org/01/09506000134352/21/" + i),
            new UnsaltedUnit("https://id.gs1.org/00/395060001343529993", Bytes32.random()));
    return switch (i % 3) {
      case 0 -> journaled(i, known(EntryType.CUSTODY_EVENT, List.of(), List.of()));
      case 1 -> journaled(i, known(EntryType.CUSTODY_EVENT, units, List.of()));
      default -> journaled(i, known(EntryType.PACK, units, units));
    };
  }

  private static JournalEntry journaled(int i, SealEntry known) {
    return new JournalEntry(1000 + i, i, known.entry(), known);
  }

  private static SealEntry known(
      EntryType type, List<UnsaltedUnit> units, List<UnsaltedUnit> inside) {
    Step step = new Step(Bytes32.random(), Bytes32.random(), 3, Step.TOPMOST);
    Closing closing =
        new Closing(
            Bytes32.random(), Bytes32.random(), Slots.of(List.of(7)), List.of(step), Bytes32.ZERO);
    boolean closes = !inside.isEmpty();
    return new SealEntry(
        COMMITMENT.content().organisation(),
        type,
        EntrySecret.random(),
        Bytes32.random(),
        Optional.empty(),
        units,
        inside,
        closes ? List.of(Bytes32.random()) : List.of(),
        closes ? List.of(closing, closing) : List.of());
  }

  @Test
  void aStatementIsReadBack() {
    Statement statement = new Statement.Offer(Bytes32.random(), Bytes32.random());
    SealEntry plain = known(EntryType.OFFER, List.of(), List.of());
    JournalEntry offer =
        journaled(
            0,
            new SealEntry(
                plain.organisation(),
                EntryType.OFFER,
                plain.secret(),
                statement.digest(),
                Optional.of(statement),
                List.of(),
                List.of(),
                List.of(),
                List.of()));

    assertThat(JournalPages.read(pages(List.of(offer))).entries()).containsExactly(offer);
  }

  /** What was written before there were seals. */
  @Test
  void theFirstVersionIsReadToo() throws IOException {
    JournalEntry entry = entry(1);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(text))) {
      out.writeByte(1);
      out.writeLong(COMMITMENT.organisation().getMostSignificantBits());
      out.writeLong(COMMITMENT.organisation().getLeastSignificantBits());
      out.write(COMMITMENT.content().organisation().bytes());
      out.writeLong(7);
      out.writeLong(6000);
      out.write(COMMITMENT.content().logRoot().bytes());
      out.writeByte(1);
      out.writeLong(entry.id());
      out.writeLong(entry.leafIndex());
      out.write(entry.entry().encode());
      out.write(entry.known().secret().secret().bytes());
      byte[] units = UnitList.encode(entry.known().units());
      out.writeInt(units.length);
      out.write(units);
      out.writeByte(0);
    }

    JournalPages.Contents read = JournalPages.read(List.of(text.toByteArray()));

    assertThat(read.entries()).containsExactly(entry);
    assertThat(read.commitment().content().closures()).isEmpty();
  }
}
