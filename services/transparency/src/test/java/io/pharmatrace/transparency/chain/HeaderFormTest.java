package io.pharmatrace.transparency.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no field of a header may be, before anybody asks who sealed it. */
class HeaderFormTest {
  private static final byte[] HEADER = Recorded.block(257).header();
  private static final int EXTRA_DATA = 12;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 19})
  void bytesOfAnotherLengthAreRefused(int place) throws Flawed {
    assertMalformed(TestHeader.replaced(HEADER, place, RlpWriter.string(new byte[31])));
    assertMalformed(TestHeader.replaced(HEADER, place, RlpWriter.EMPTY_STRING));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 9, 10, 11, 15, 17, 18})
  void aNumberHasNoLeadingZerosAndIsBelowTwoTo63(int place) throws Flawed {
    for (String number : List.of("00", "820001", "888000000000000000", "89010000000000000000")) {
      assertMalformed(TestHeader.replaced(HEADER, place, HexFormat.of().parseHex(number)));
    }
  }

  /** Vanity, validators, vote, round, seals; 257 has a vote. */
  @ParameterizedTest
  @CsvSource({
    "0, 9f00000000000000000000000000000000000000000000000000000000000000",
    "0, c0",
    "1, 80",
    "1, d59401020304050607080910111213141516171819",
    "1, c101",
    "2, 80",
    "2, c180",
    "2, c3800180",
    "2, c28080",
    "2, c0c0",
    "3, 00",
    "3, 820001",
    "3, 850100000000",
    "3, c0",
    "4, 80",
    "4, c180",
    "4, c1c0"
  })
  void aPartOfTheExtraDataInAnotherFormIsRefused(int part, String encoded) throws Flawed {
    assertMalformed(withPart(part, HexFormat.of().parseHex(encoded)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "00", "81fe", "82ffff", "c0"})
  void aVoteIsToAddOrToDropAndNothingElse(String flag) throws Flawed {
    byte[] subject = RlpWriter.string(new byte[20]);
    byte[] vote = RlpWriter.list(List.of(subject, HexFormat.of().parseHex(flag)));

    assertMalformed(withPart(2, vote));
  }

  @Test
  void aVoteInItsProperFormIsReadAndChangesWhatIsSealed() throws Flawed {
    byte[] subject = RlpWriter.string(new byte[20]);
    byte[] add = RlpWriter.list(List.of(subject, HexFormat.of().parseHex("81ff")));

    assertThat(Outcome.flaw(Recorded.HISTORY.check(withPart(2, add)))).contains(Flaw.STRANGE_SEAL);
  }

  private static byte[] withPart(int part, byte[] encoded) throws Flawed {
    byte[] extraData =
        Rlp.whole("header", HEADER, HEADER.length).exactly(20).get(EXTRA_DATA).string();
    return TestHeader.replaced(
        HEADER, EXTRA_DATA, RlpWriter.string(TestHeader.replaced(extraData, part, encoded)));
  }

  private static void assertMalformed(byte[] header) {
    assertThat(Outcome.flaw(Recorded.HISTORY.check(header))).contains(Flaw.MALFORMED);
  }
}
