package io.pharmatrace.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.ElementString;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlayTest {
  private static final String PACK = "010952110100101317301231" + "10LOT1\\u001d212B6FH3";

  @Test
  void commissionedPackIsFoundByItsLabel() {
    assertThat(commissioned("{'bizStep':'commissioning','data':'%s'}".formatted(PACK)))
        .map(ElementString::bracketed)
        .contains("(01)09521101001013(17)301231(10)LOT1(21)2B6FH3");
  }

  @Test
  void otherStepsAreLeftOut() {
    assertThat(commissioned("{'bizStep':'dispensing','data':'%s'}".formatted(PACK))).isEmpty();
  }

  @Test
  void palletHasNoSerialNumberAndIsLeftOut() {
    assertThat(commissioned("{'bizStep':'commissioning','data':'00095211010000000019'}")).isEmpty();
  }

  @Test
  void whatIsNoScanIsLeftOut() {
    assertThat(commissioned("nonsense")).isEmpty();
  }

  private static Optional<ElementString> commissioned(String scan) {
    return Play.commissioned(scan.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
