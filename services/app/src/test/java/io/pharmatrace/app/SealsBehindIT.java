package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.custody.application.seals.SealDeriver;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The same, when seals were held up: one round follows what many rounds would have. */
class SealsBehindIT extends SealedCustodyIT {
  @Override
  boolean behind() {
    return true;
  }

  /**
   * Who logs for the first time does not wait for the end of a round that hands something to it.
   */
  @Test
  void whoIsToReceiveHasItsNameOnChainBeforeTheRound() {
    stored(
        MAKER,
        Captures.commissioning("NAMED1"),
        shipping("10", MAKER_GLN, OUTSIDER_GLN, Captures.packs("NAMED1")));
    app.bean(SealDeriver.class).deriveNext();
    int names =
        app.bean(Jdbi.class)
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT count(*) FROM anchoring.log WHERE organisation = :outsider")
                        .bind("outsider", organisation(OUTSIDER_GLN))
                        .mapTo(Integer.class)
                        .one());
    assertThat(names).isEqualTo(1);
  }
}
