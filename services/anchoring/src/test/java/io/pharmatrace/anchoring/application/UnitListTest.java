package io.pharmatrace.anchoring.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.UnsaltedUnit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

class UnitListTest {
  @Property(tries = 200)
  void unitsAreReadBackInTheirOrder(
      @ForAll List<@AlphaChars @NumericChars @StringLength(min = 1, max = 200) String> serials,
      @ForAll byte filled) {
    List<UnsaltedUnit> units =
        serials.stream()
            .map(
                serial ->
                    new UnsaltedUnit(
                        "https://id.gs1.org/01/09506000134352/21/" + serial,
                        serial.length() % 2 == 0 ? Bytes32.ZERO : contents(filled)))
            .toList();

    assertThat(UnitList.decode(UnitList.encode(units))).isEqualTo(units);
  }

  private static Bytes32 contents(byte filled) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    java.util.Arrays.fill(bytes, filled);
    bytes[0] = 1;
    return Bytes32.of(bytes);
  }
}
