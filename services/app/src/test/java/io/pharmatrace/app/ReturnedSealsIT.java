package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.custody.application.seals.SealBacklog;
import io.pharmatrace.testsupport.Infrastructure;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What comes back from the journal and cannot be followed now. */
class ReturnedSealsIT extends SupplyChainTest {
  @Test
  void anEntryThatFailsStopsNoOtherAndIsTriedAgainWhenMoreComesBack(Infrastructure infrastructure) {
    commissioned("W1", "W");
    commissioned("W2", "W");
    SealedPaths paths = new SealedPaths(app, new ChainReader(infrastructure.chain().rpcUrl()));
    await().atMost(PATIENCE).until(paths::settled);
    List<Long> events =
        jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT entry_id FROM custody.event ORDER BY id DESC LIMIT 2")
                        .mapTo(Long.class)
                        .list());
    long bad = events.getFirst();
    long good = events.getLast();
    byte[] units =
        jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT units FROM anchoring.entry WHERE id = :id")
                        .bind("id", bad)
                        .mapTo(byte[].class)
                        .one());
    jdbi()
        .useTransaction(
            handle -> {
              handle.execute("UPDATE anchoring.completion SET whole = false");
              setUnits(handle, bad, new byte[] {2});
              comeBack(handle, bad);
              comeBack(handle, good);
            });
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left()).containsExactly(bad + " null"));

    commissioned("W3", "W");
    await().atMost(PATIENCE).until(paths::settled);
    assertThat(paths.shown(List.of("W3"))).containsEntry("W3", "with maker");

    jdbi().useHandle(handle -> setUnits(handle, bad, units));
    assertThat(left()).as("asleep until more comes back").containsExactly(bad + " null");
    jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO anchoring.returned (entry_id, organisation, content_digest, found_at)
                    SELECT id, organisation, content_digest, now() FROM anchoring.entry
                    WHERE id = (SELECT max(entry_id) FROM custody.event)
                    """));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left()).isEmpty());
  }

  @Test
  void whatNothingLeadsToIsForgottenOnceAllCameBack() {
    jdbi()
        .useTransaction(
            handle -> {
              handle.execute("UPDATE anchoring.completion SET whole = false");
              comeBack(handle, -1);
            });
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left()).containsExactly("-1 null"));
    jdbi().useHandle(handle -> handle.execute("UPDATE anchoring.completion SET whole = true"));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left()).isEmpty());
  }

  @Test
  void unitsThatAreAheadAreCountedWhereAnOperatorLooks() {
    jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO custody.seal_ahead (key, serial, made_in)"
                        + " VALUES ('09521101000007', 'AHEAD', sha256('note'))"));
    app.bean(SealBacklog.class).measure();
    assertThat(app.get(null, "/health").body().at("/details/seals/details/ahead").asInt())
        .isEqualTo(1);
    jdbi().useHandle(handle -> handle.execute("DELETE FROM custody.seal_ahead"));
    app.bean(SealBacklog.class).measure();
    assertThat(app.get(null, "/health").body().at("/details/seals/details/ahead").asInt()).isZero();
  }

  private static void setUnits(Handle handle, long entry, byte[] units) {
    handle
        .createUpdate("UPDATE anchoring.entry SET units = :units WHERE id = :id")
        .bind("units", units)
        .bind("id", entry)
        .execute();
  }

  private static void comeBack(Handle handle, long entry) {
    handle.execute(
        "INSERT INTO custody.seal_returned (entry_id, pass) SELECT ?, pass FROM custody.seal_replay",
        entry);
  }

  private static List<String> left() {
    return jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT concat(entry_id, ' ', coalesce(pass::text, 'null'))"
                            + " FROM custody.seal_returned")
                    .mapTo(String.class)
                    .list());
  }

  private static Jdbi jdbi() {
    return app.bean(Jdbi.class);
  }
}
