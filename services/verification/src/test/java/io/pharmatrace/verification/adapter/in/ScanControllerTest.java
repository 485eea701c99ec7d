package io.pharmatrace.custody.adapter.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.custody.adapter.in.ScanParseController.Diagnosed;
import io.pharmatrace.custody.adapter.in.ScanParseController.Found;
import io.pharmatrace.custody.adapter.in.ScanParseController.Offer;
import io.pharmatrace.custody.adapter.in.ScanParseController.Parsed;
import io.pharmatrace.custody.adapter.in.ScanParseController.Typed;
import io.pharmatrace.gs1.Fault;
import org.junit.jupiter.api.Test;

class ScanParseControllerTest {
  private final ScanParseController controller = new ScanParseController();

  @Test
  void repairIsOfferedAndNotApplied() {
    String lostSeparators = "010030001012345510A1234567890" + "17270331" + "21S11";

    Diagnosed diagnosed = controller.diagnose(new Typed(lostSeparators));

    assertThat(diagnosed.findings())
        .extracting(Found::fault)
        .containsExactly(Fault.LOST_SEPARATORS);
    assertThat(diagnosed.repair())
        .extracting(Offer::applied, Offer::reading)
        .containsExactly(
            false, new Parsed("00300010123455", "S11", "A1234567890", "2027-03-31", null));
    assertThatThrownBy(() -> controller.parse(new Typed(lostSeparators)))
        .hasMessageContaining("separator");
  }

  @Test
  void textThatNoFaultExplainsHasNoFindings() {
    assertThat(controller.diagnose(new Typed("nothing")).findings()).isEmpty();
    assertThat(controller.diagnose(new Typed("nothing")).repair()).isNull();
  }
}
