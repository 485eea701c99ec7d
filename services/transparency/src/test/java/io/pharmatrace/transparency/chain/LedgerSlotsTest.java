package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against the layout that the compiler wrote, which the build of contracts holds to the source. */
class LedgerSlotsTest {
  private static final Bytes32 ORGANISATION =
      Bytes32.fromHex("d9019ff220a47ff8fc99a817e65ded92f7920f0a1e26acf02163d28d10b1f9f0");

  private static String layout = "";

  @BeforeAll
  static void read() throws IOException {
    layout = Files.readString(Path.of("../../contracts/artifacts/CustodyLedger.layout.json"));
  }

  @Test
  void theMappingsAreWhereTheCompilerPutThem() {
    assertThat(layout)
        .contains(
            "{\"label\":\"_records\",\"slot\":"
                + LedgerSlots.RECORDS
                + ",\"offset\":0,\"type\":\"t_mapping(t_bytes32,t_struct(Record)_storage)\"}")
        .contains(
            "{\"label\":\"_closed\",\"slot\":"
                + LedgerSlots.CLOSED
                + ",\"offset\":0,\"type\":"
                + "\"t_mapping(t_bytes32,t_mapping(t_bytes32,t_uint256))\"}");
  }

  @Test
  void aRecordIsTwoWordsAndTheSecondIsFilledFromItsEnd() {
    assertThat(layout)
        .contains("{\"label\":\"head\",\"slot\":0,\"offset\":0,\"type\":\"t_bytes32\"}")
        .contains("{\"label\":\"sequence\",\"slot\":1,\"offset\":0,\"type\":\"t_uint64\"}")
        .contains("{\"label\":\"logSize\",\"slot\":1,\"offset\":8,\"type\":\"t_uint64\"}")
        .contains("{\"label\":\"time\",\"slot\":1,\"offset\":16,\"type\":\"t_uint64\"}")
        .contains("{\"label\":\"end\",\"slot\":1,\"offset\":24,\"type\":\"t_uint64\"}");
  }

  /** Computed with js-sha3, not with this code. */
  @Test
  void slotsAreComputedAsSolidityDoes() {
    assertThat(LedgerSlots.head(ORGANISATION).hex())
        .isEqualTo("3c3586ebb6c49eab96d450bcf1e02cf328c42db20b103cd4fe5adc2f24b1f633");
    assertThat(LedgerSlots.last(ORGANISATION).hex())
        .isEqualTo("3c3586ebb6c49eab96d450bcf1e02cf328c42db20b103cd4fe5adc2f24b1f634");
    assertThat(
            LedgerSlots.closed(
                    ORGANISATION,
                    Bytes32.fromHex(
                        "1111111111111111111111111111111111111111111111111111111111111111"))
                .hex())
        .isEqualTo("d5830ec7935dc8e1776372a1f877976e4fbaf482a2cc6093bc8f4b7144324a9d");
  }

  @Test
  void theRecordedContractsMappingIsFoundByTheSameRule() {
    Recorded.Proof proof = Recorded.proof("set-1-full-32-byte-value");
    Bytes32 key =
        Bytes32.fromHex("9614b76d7f30987716c0b26afb7fe20349c53db86f913f0ee06871f5ff3bd19f");

    assertThat(Words.keccak(key, Words.uint(0))).isEqualTo(proof.slot());
  }
}
