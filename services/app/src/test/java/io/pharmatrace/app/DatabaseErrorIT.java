package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

/** What the database says of an error goes to the log, and must name no serial number. */
class DatabaseErrorIT extends SupplyChainTest {
  @Test
  void anErrorOfTheDatabaseNamesNoValue() {
    assertThatThrownBy(
            () ->
                app.bean(Jdbi.class)
                    .useHandle(
                        handle -> {
                          handle.execute(
                              "CREATE TEMPORARY TABLE numbers (serial text PRIMARY KEY)");
                          handle.execute(
                              "INSERT INTO numbers SELECT upper('secret-1') FROM generate_series(1, 2)");
                        }))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .hasMessageContaining("duplicate key")
        .message()
        .doesNotContain("SECRET-1");
  }
}
