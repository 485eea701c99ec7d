package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * The same, when a round may hold next to nothing in memory: what opens something is followed one
 * change at a time, those of one event, too.
 */
@Setting(name = "pharmatrace.custody.seal-steps", value = "1")
class SealsInPartsIT extends SealsBehindIT {
  private static final String CASE = "095211010000000221";

  @Test
  void whatOpensSomethingIsFollowedInParts() {
    stored(
        MAKER,
        Captures.commissioning("P1", "P2", "P3"),
        aggregation("ADD", "09", CASE, "P1"),
        aggregation("ADD", "09", CASE, "P2"),
        aggregation("ADD", "09", CASE, "P3"));
    goOn();
    Seals.agree(app);
    int before = ends();

    stored(MAKER, step("dispensing", "10", MAKER_GLN, Captures.packs("P1", "P2")));
    Seals.agree(app);
    assertThat(ends() - before).as("entries of ends, one for each part").isEqualTo(2);
  }

  /** How many entries in logs say that packs have ended. */
  private static int ends() {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM anchoring.entry WHERE type = 8")
                    .mapTo(Integer.class)
                    .one());
  }
}
