package io.pharmatrace.records.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A table with a gap, an overlap or an idle row fails the tests that use it. */
class TableTest {
  @Test
  void aCaseFitsOneRow() {
    Table table = table(List.of("a|b", "*", "->", "1"), List.of("c", "x", "->", "2"));

    assertThat(table.find("b", "anything")).containsExactly("1");
    assertThatThrownBy(table::assertEveryRowFitted).hasMessageContaining("c,x,->,2");
    assertThat(table.find("c", "x")).containsExactly("2");
    table.assertEveryRowFitted();
  }

  @Test
  void aCaseThatFitsNoRowFails() {
    Table table = table(List.of("a", "x", "->", "1"), List.of("b", "*", "->", "2"));

    assertThatThrownBy(() -> table.find("a", "y")).hasMessageContaining("fits 0 rows");
  }

  @Test
  void aCaseThatFitsTwoRowsFailsAlsoWhenTheySayTheSame() {
    Table table = table(List.of("a", "*", "->", "1"), List.of("*", "x", "->", "1"));

    assertThatThrownBy(() -> table.find("a", "x")).hasMessageContaining("fits 2 rows");
  }

  private static Table table(List<String> first, List<String> second) {
    return Table.of("a table", List.of(List.of("one", "other", "->", "out"), first, second));
  }
}
