package io.pharmatrace.records.domain.consent;

import static io.pharmatrace.records.domain.consent.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainViewTest {
  /** Milliseconds that the newest block, and our last look, are ahead of now. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "-15000, -15000, false",
    "-15001, 0, true",
    "0, -15001, true",
    "5000, 0, false",
    "5001, 0, true",
    "0, 5001, true",
  })
  void isTooOldByBlockByLookAndByAClockThatCannotBeRight(long block, long look, boolean tooOld) {
    ChainView chain =
        new ChainView(
            NOW.plusMillis(block), NOW.plusMillis(look), Duration.ofSeconds(15), Map.of());

    assertThat(chain.tooOld(NOW)).isEqualTo(tooOld);
  }

  @Test
  void aChainThatWasNeverSeenIsTooOld() {
    assertThat(ChainView.unseen(Given.MAX_AGE).tooOld(NOW)).isTrue();
    assertThat(ChainView.unseen(Given.MAX_AGE).tooOld(Instant.now())).isTrue();
  }
}
