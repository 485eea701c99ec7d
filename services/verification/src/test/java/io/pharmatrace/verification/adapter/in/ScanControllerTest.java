package io.pharmatrace.verification.adapter.in;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.Fault;
import io.pharmatrace.gs1.Scan;
import io.pharmatrace.verification.adapter.in.ReadingView.Found;
import io.pharmatrace.verification.adapter.in.ReadingView.Offer;
import io.pharmatrace.verification.adapter.in.ReadingView.Parsed;
import io.pharmatrace.verification.adapter.in.ScanController.Diagnosed;
import org.junit.jupiter.api.Test;

class ScanControllerTest {

  private static Diagnosed diagnosed(String text) {
    return Diagnosed.of(Scan.diagnose(text), Scan.alternatives(text), null);
  }

  @Test
  void repairIsOfferedAndNotApplied() {
    Diagnosed diagnosed = diagnosed("010030001012345510A1234567890" + "17270331" + "21S11");

    assertThat(diagnosed.findings())
        .extracting(Found::fault)
        .containsExactly(Fault.LOST_SEPARATORS);
    assertThat(diagnosed.repair())
        .extracting(Offer::applied, Offer::reading)
        .containsExactly(
            false, new Parsed("00300010123455", "S11", "A1234567890", "2027-03-31", null));
    assertThat(diagnosed.alternatives()).isEmpty();
  }

  @Test
  void whereSeveralReadingsArePossibleNoneIsTheRepair() {
    // The data is valid as it stands; the batch may hold the serial number.
    Diagnosed diagnosed = diagnosed("0100300010123455" + "17270331" + "10A123" + "21S11");

    assertThat(diagnosed.repair()).isNull();
    assertThat(diagnosed.alternatives())
        .extracting(Offer::applied, Offer::reading)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                false, new Parsed("00300010123455", "S11", "A123", "2027-03-31", null)));
  }

  @Test
  void textThatNoFaultExplainsHasNoFindings() {
    assertThat(diagnosed("nothing").findings()).isEmpty();
    assertThat(diagnosed("nothing").repair()).isNull();
    assertThat(diagnosed("nothing").alternatives()).isEmpty();
  }
}
