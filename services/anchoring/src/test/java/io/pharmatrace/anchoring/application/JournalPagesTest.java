package io.pharmatrace.anchoring.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalPagesTest {
  private static final SealedCommitment COMMITMENT =
      SealedCommitment.of(UUID.randomUUID(), Bytes32.random(), 7, 6000, Bytes32.random());

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

  private static JournalEntry entry(int i) {
    EntrySecret secret = EntrySecret.random();
    return new JournalEntry(
        1000 + i,
        i,
        new Entry(EntryType.CUSTODY_EVENT, secret.entrySalt(), Bytes32.random(), Bytes32.random()),
        secret,
        i % 3 == 0
            ? List.of()
            : List.of(
                UnsaltedUnit.pack("https://id.gs1.org/01/09506000134352/21/" + i),
                new UnsaltedUnit("https://id.gs1.org/00/395060001343529993", Bytes32.random())));
  }
}
