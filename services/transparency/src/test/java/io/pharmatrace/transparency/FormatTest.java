package io.pharmatrace.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormatTest {
  private static final Bytes32 A = Merkle.EMPTY_ROOT;

  @ParameterizedTest
  @EnumSource
  void anEntryOfEachTypeIsReadBack(EntryType type) {
    Entry entry = new Entry(type, A, Merkle.leafHash(new byte[0]), Bytes32.ZERO);

    assertThat(entry.encode()).hasSize(98);
    assertThat(Entry.decode(entry.encode())).isEqualTo(entry);
  }

  @Test
  void anEntryOfAnotherVersionTypeOrLengthIsRefused() {
    byte[] version = new Entry(EntryType.BATCH, A, A, A).encode();
    version[0] = 2;
    byte[] type = new Entry(EntryType.BATCH, A, A, A).encode();
    type[1] = 99;

    assertThatIllegalArgumentException().isThrownBy(() -> Entry.decode(version));
    assertThatIllegalArgumentException().isThrownBy(() -> Entry.decode(type));
    assertThatIllegalArgumentException().isThrownBy(() -> Entry.decode(new byte[97]));
  }

  @Property(tries = 100)
  void aStepIsReadBack(
      @ForAll @IntRange(max = 255) int slot, @ForAll @IntRange(max = 0xFFFF) int position) {
    Step step = new Step(A, Bytes32.ZERO, slot, position);

    assertThat(Step.decode(step.encode())).isEqualTo(step);
  }

  @Property(tries = 100)
  void slotsAreReadBackAscending(
      @ForAll @Size(min = 1, max = 20) @UniqueElements List<@IntRange(max = 255) Integer> slots) {
    assertThat(Slots.of(slots).ascending()).isEqualTo(slots.stream().sorted().toList());
  }

  @Test
  void slotZeroIsTheLowestBitAndSlot255TheHighest() {
    assertThat(Slots.of(List.of(0)).bits()).isEqualTo(BigInteger.ONE);
    assertThat(Slots.of(List.of(255)).encode().hex()).startsWith("80").endsWith("00");
  }

  @Test
  void aClosureOfNoSlotIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Slots(BigInteger.ZERO));
  }

  @Test
  void onlyAFinalClosureLeadsNowhere() {
    assertThat(new Binding(EntryType.FINAL, Bytes32.ZERO, A, Bytes32.ZERO).hash()).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Binding(EntryType.PACK, Bytes32.ZERO, A, Bytes32.ZERO));
  }

  @Test
  void aHandoverNeedsItsAcceptanceAndNothingElseHasOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Binding(EntryType.HANDOVER, A, A, Bytes32.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> new Binding(EntryType.PACK, A, A, A));
    assertThatIllegalArgumentException().isThrownBy(() -> new Binding(EntryType.OFFER, A, A, A));
  }

  @Test
  void aUnitWithoutACanonicalNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Unit(A, Bytes32.ZERO, "urn:epc:id:sgtin:0614141.107346.2017"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Unit(A, Bytes32.ZERO, "https://id.gs1.org/01/\u00fc"));
  }

  @Test
  void aSecretIsNotPrinted() {
    assertThat(new EntrySecret(A).toString()).doesNotContain(A.hex());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "09521101000008|A1|DE|1|1", // check digit
        "9521101000009|A1|DE|1|1",
        "0952110100000A|A1|DE|1|1",
        "09521101000009|A 1|DE|1|1",
        "09521101000009|A#1|DE|1|1",
        "09521101000009|123456789012345678901|DE|1|1",
        "09521101000009|A1|de|1|1",
        "09521101000009|A1|DEU|1|1",
        "09521101000009|A1|UK|1|1",
        "09521101000009|A1|EL|1|1",
        "09521101000009|A1|DE|-1|1",
        "09521101000009|A1|DE|1|-1",
      })
  void aRecallThatTheBoardWouldNotTakeIsNotSigned(
      String gtin, String lot, String country, long time, long deadline) {
    assertThat(new RecallStatement(A, "09521101000009", "", "", 0, 0)).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecallStatement(A, gtin, lot, country, time, deadline));
  }
}
