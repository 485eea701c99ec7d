package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.Backlog;
import io.pharmatrace.anchoring.application.ChainException;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.Journaling;
import io.pharmatrace.anchoring.application.Sealer;
import io.pharmatrace.anchoring.application.StoppedLogs;
import io.pharmatrace.platform.Loops;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.EntryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain is gone for an hour, and what an hour brings waits for it.
 *
 * <p>Nobody waits an hour here. An hour is 1,800 ticks of 2 s, and to a stage a tick is a call: a
 * loop calls it and pauses. The test calls the stages as often and leaves the pauses out. The only
 * clock that stages look at is the database's, by the times of rows; before the chain comes back,
 * what waits is made an hour older. Says in its log how fast was caught up.
 */
@PharmaTraceInfrastructure
class LongOutageIT {
  private static final Logger LOG = LoggerFactory.getLogger(LongOutageIT.class);
  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final int TICKS = 1_800;

  /** Of four packs one is handed over, dispensed by who got it, and three are destroyed. */
  private static final int PACKS = 4_000;

  private static final int CLOSINGS = 5_000;

  private static final String OPEN =
      """
      SELECT (SELECT count(*) FROM anchoring.entry e
              LEFT JOIN anchoring.commitment c
                ON c.organisation = e.organisation AND c.sequence = e.sequence
              WHERE c.confirmed_at IS NULL)
           + (SELECT count(*) FROM anchoring.closing k
              LEFT JOIN anchoring.commitment c
                ON c.organisation = k.organisation AND c.sequence = k.sequence
              WHERE c.confirmed_at IS NULL)
      """;

  private static final String MOST_CLOSURES =
      "SELECT max(octet_length(closures) / 96) FROM anchoring.commitment";

  private static final List<String> AN_HOUR_PASSES =
      List.of(
          "UPDATE anchoring.entry SET appended = appended - interval '1 hour'",
          """
          UPDATE anchoring.commitment SET sealed_at = sealed_at - interval '1 hour',
            journaled_at = journaled_at - interval '1 hour' WHERE confirmed_at IS NULL
          """,
          "UPDATE anchoring.submission SET sent_at = sent_at - interval '1 hour'");

  private final SealedPacks packs = new SealedPacks();
  private final List<UUID> organisations = new ArrayList<>();

  /** How many entries of each were logged here; padding comes to them. */
  private final Map<UUID, Integer> logged = new HashMap<>();

  private List<Integer> handedOver = List.of();

  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @Test
  void whatAnHourBringsIsOnChainOnceWhenItIsBack() {
    try (Installation before = start(Map.of())) {
      IntStream.range(0, 4)
          .forEach(
              i ->
                  organisations.add(
                      before.newOrganisation(i == 0 ? "manufacturer" : "pharmacist")));
      logOneEach(before);
      packs.batch(before, maker(), PACKS);
      count(maker(), 1);
      awaitAllOnChain(before);
    }
    dieAt(Steps.SIGNED, true); // What is signed waits, too.
    infrastructure.chain().stop();

    for (int third = 0; third < 3; third++) {
      ticks(third * TICKS / 3, (third + 1) * TICKS / 3);
      seeThatItRunsWithoutChain();
    }
    List<String> sealed = anHourPasses();
    startChain();
    List.of(Steps.SIGNED, Steps.SENT, Steps.OBSERVED, Steps.CONFIRMED)
        .forEach(step -> dieAt(step, false));

    try (Installation after = start(Map.of("pharmatrace.anchoring.tick", "2s"))) {
      catchUp(after);
      organisations.forEach(organisation -> assertWhole(after, organisation));
      ClosingAssert.assertEachSlotIsClosedOnce(after, CLOSINGS);
      assertThat(after.count(MOST_CLOSURES)).isEqualTo(Commitment.MAX_CLOSURES);
      assertThat(commitments(after)).as("what was sealed is what is on chain").containsAll(sealed);
      assertThat(after.get(StoppedLogs.class).reasons()).isEmpty();
      after.get(Backlog.class).measure();
      assertThat(after.get(Backlog.class).last().refused()).isEmpty();
      await()
          .atMost(DEADLINE)
          .until(() -> after.count("SELECT count(*) FROM anchoring.submission") == 0);
    }
  }

  private UUID maker() {
    return organisations.get(0);
  }

  private UUID pharmacist() {
    return organisations.get(1);
  }

  private void count(UUID organisation, int entries) {
    logged.merge(organisation, entries, Integer::sum);
  }

  private void logOneEach(Installation installation) {
    installation
        .jdbi()
        .useTransaction(
            handle ->
                organisations.forEach(
                    organisation ->
                        installation
                            .get(EntryLog.class)
                            .append(handle, organisation, List.of(Installation.event(0)))));
    organisations.forEach(organisation -> count(organisation, 1));
  }

  /** An application of its own, whose stages are called, each as often as in so many ticks. */
  private void ticks(int from, int to) {
    try (Installation called = start(Map.of("pharmatrace.anchoring.loops", "false"))) {
      for (int tick = from; tick < to; tick++) {
        logOneEach(called);
        move(called, tick);
        called.get(Sealer.class).sealAll(Duration.ZERO);
        called.get(Journaling.class).journalAll();
        // Signing, sending and following are for a chain that was found.
        assertThatThrownBy(called.get(ChainLink.class)::check).isInstanceOf(ChainException.class);
      }
      assertThat(
              called.count("SELECT count(*) FROM anchoring.commitment WHERE confirmed_at IS NULL"))
          .as("one of each waits, however long; the next will have the rest")
          .isEqualTo(organisations.size());
    }
  }

  private void move(Installation installation, int tick) {
    dispense(installation);
    List<Integer> handed = new ArrayList<>();
    List<Integer> destroyed = new ArrayList<>();
    for (int p = PACKS * tick / TICKS; p < PACKS * (tick + 1) / TICKS; p++) {
      (p % 4 == 0 ? handed : destroyed).add(p);
    }
    packs.end(installation, maker(), destroyed);
    packs.handOver(installation, maker(), pharmacist(), handed);
    count(maker(), destroyed.size() + 2 * handed.size());
    count(pharmacist(), handed.size());
    handedOver = handed;
    if (tick == TICKS - 1) {
      dispense(installation);
    }
  }

  private void dispense(Installation installation) {
    packs.end(installation, pharmacist(), handedOver);
    count(pharmacist(), handedOver.size());
    handedOver = List.of();
  }

  /** With its loops, until they have noticed that the chain is gone. */
  private static void seeThatItRunsWithoutChain() {
    try (Installation running = start(Map.of())) {
      Loops loops = running.get(Loops.class);
      await()
          .atMost(DEADLINE)
          .until(() -> loops.state().getOrDefault("anchoring-chain", Optional.empty()).isPresent());
    }
  }

  private void dieAt(String step, boolean logsFirst) {
    try (Installation dying = start(Map.of(HaltingSteps.PROPERTY, step))) {
      if (logsFirst) {
        logOneEach(dying);
      }
      await().atMost(DEADLINE).until(() -> dying.get(HaltingSteps.class).isHalted());
    }
  }

  /** Returns the commitments there are. */
  private static List<String> anHourPasses() {
    try (Installation called = start(Map.of("pharmatrace.anchoring.loops", "false"))) {
      called.jdbi().useTransaction(handle -> AN_HOUR_PASSES.forEach(handle::execute));
      assertThat(called.count("SELECT count(*) FROM anchoring.closing")).isEqualTo(CLOSINGS);
      return commitments(called);
    }
  }

  private static void catchUp(Installation after) {
    long begin = System.nanoTime();
    long waiting = after.count(OPEN);
    long before = confirmed(after);
    awaitAllOnChain(after);
    double seconds = (System.nanoTime() - begin) / 1e9;
    long made = confirmed(after) - before;
    LOG.warn(
        "caught up with {} entries and closings in {} s: {} commitments, {} a second",
        waiting,
        "%.0f".formatted(seconds),
        made,
        "%.2f".formatted(made / seconds));
  }

  private static long confirmed(Installation installation) {
    return installation.count("SELECT sum(confirmed) FROM anchoring.log");
  }

  private void assertWhole(Installation installation, UUID organisation) {
    List<Long> entries = new ArrayList<>();
    AtomicInteger padding = new AtomicInteger();
    installation
        .jdbi()
        .useHandle(
            h ->
                h.createQuery("SELECT id, type FROM anchoring.entry WHERE organisation = :o")
                    .bind("o", organisation)
                    .map(
                        (r, c) -> {
                          padding.addAndGet(r.getInt("type") == EntryType.PADDING.code() ? 1 : 0);
                          return r.getLong("id");
                        })
                    .forEach(entries::add));
    assertThat(entries.size() - padding.get()).isEqualTo(logged.get(organisation));
    LogAssert.assertWhole(installation, organisation, entries);
    LogAssert.assertOneGrowingLog(installation, organisation);
  }

  private static List<String> commitments(Installation installation) {
    return installation
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        """
                        SELECT concat_ws('|', organisation, sequence, log_size, log_root, closures)
                        FROM anchoring.commitment
                        """)
                    .mapTo(String.class)
                    .list());
  }

  private static void awaitAllOnChain(Installation installation) {
    await().atMost(DEADLINE).until(() -> installation.count(OPEN) == 0);
  }

  private static void startChain() {
    await()
        .atMost(DEADLINE)
        .ignoreException(ProcessFailedException.class)
        .untilAsserted(infrastructure.chain()::start);
  }

  private static Installation start(Map<String, Object> settings) {
    return Installation.start(infrastructure, home, settings);
  }
}
