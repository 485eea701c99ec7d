package io.pharmatrace.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoggedEntryTest {
  private static final byte[] DOCUMENT =
      "{\"type\":\"ObjectEvent\"}".getBytes(StandardCharsets.UTF_8);
  private static final Bytes32 EVENT_HASH = Merkle.leafHash(DOCUMENT);
  private static final EntrySecret SECRET = new EntrySecret(Merkle.EMPTY_ROOT);
  private static final List<Unit> UNITS =
      List.of(unit(0, "0614141073467"), unit(1, "A"), unit(2, "B"));
  private static final Entry ENTRY =
      new Entry(
          EntryType.CUSTODY_EVENT,
          SECRET.entrySalt(),
          ContentDigest.ofEvent(EVENT_HASH, DOCUMENT),
          Unit.rootOf(UNITS));

  private final List<Bytes32> leaves = new ArrayList<>(NaiveTree.leaves(9));

  LoggedEntryTest() {
    leaves.set(4, ENTRY.leafHash());
  }

  @Test
  void anEntryIsFoundUnderTheCommittedRoot() {
    assertThat(logged(ENTRY).check(9, NaiveTree.root(leaves)))
        .isEqualTo(LoggedEntry.Verdict.INCLUDED);
  }

  @Test
  void anAlteredEntryIsNotIncluded() {
    Entry altered = new Entry(EntryType.FINAL, ENTRY.salt(), ENTRY.contentDigest(), Bytes32.ZERO);

    assertThat(logged(altered).check(9, NaiveTree.root(leaves)))
        .isEqualTo(LoggedEntry.Verdict.NOT_INCLUDED);
  }

  @Test
  void aProofForAnotherSizeSaysNothing() {
    assertThat(logged(ENTRY).check(10, NaiveTree.root(leaves)))
        .isEqualTo(LoggedEntry.Verdict.OTHER_SIZE);
  }

  @Test
  void theEntryIsAboutItsDocumentOnly() {
    assertThat(logged(ENTRY).isAboutEvent(EVENT_HASH, DOCUMENT)).isTrue();
    assertThat(logged(ENTRY).isAboutEvent(EVENT_HASH, new byte[] {1})).isFalse();
  }

  @Test
  void oneUnitIsShownWithoutTheOthers() {
    InclusionProof second = CountedRoot.proof(UNITS.stream().map(Unit::encode).toList(), 1);

    assertThat(logged(ENTRY).names(UNITS.get(1), second)).isTrue();
    assertThat(logged(ENTRY).names(UNITS.get(2), second)).isFalse();
  }

  private LoggedEntry logged(Entry entry) {
    return new LoggedEntry(entry, new InclusionProof(4, 9, NaiveTree.path(4, leaves)));
  }

  private static Unit unit(int index, String serial) {
    return new Unit(
        SECRET.unitSalt(index), Bytes32.ZERO, "https://id.gs1.org/01/09506000134352/21/" + serial);
  }
}
