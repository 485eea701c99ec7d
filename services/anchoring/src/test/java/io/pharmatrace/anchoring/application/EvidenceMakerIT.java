package io.pharmatrace.anchoring.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.Evidence;
import io.pharmatrace.anchoring.Evidence.Answer;
import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleListener;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for evidence takes little from others, and is answered in words. */
@PharmaTraceInfrastructure
class EvidenceMakerIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String UNIT = "https://id.gs1.org/01/09506000134352/21/0";

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @SuppressWarnings("NullAway.Init")
  private static Jdbi counted;

  @SuppressWarnings("NullAway.Init")
  private static Long entry;

  private static final AtomicInteger CONNECTIONS = new AtomicInteger();

  @BeforeAll
  static void start(Infrastructure infrastructure, @TempDir Path home) {
    installation = Installation.start(infrastructure, home, Map.of());
    counted =
        Jdbi.create(
            infrastructure.postgres().jdbcUrl(),
            infrastructure.postgres().user(),
            infrastructure.postgres().password());
    counted
        .getConfig(Handles.class)
        .addListener(
            new HandleListener() {
              @Override
              public void handleCreated(Handle handle) {
                CONNECTIONS.incrementAndGet();
              }

              @Override
              public void handleClosed(Handle handle) {
                CONNECTIONS.decrementAndGet();
              }
            });
    UUID author = installation.newOrganisation("distributor");
    entry = installation.append(author, 1).getFirst();
    await()
        .atMost(DEADLINE)
        .until(() -> ask(installation.get(Evidence.class)) instanceof Answer.Made);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  private static Answer ask(Evidence maker) {
    return maker.event(entry, Optional.empty(), List.of(UNIT));
  }

  private static EvidenceMaker maker(StateReader states) {
    return new EvidenceMaker(
        counted,
        installation.get(ChainLink.class),
        states,
        new NetworkFacts(states, 30_000),
        new ValidatorVotes(counted, states),
        new UsedSignatures(counted, installation.get(Chain.class)));
  }

  /** A node that answers when it may. */
  private record Slow(StateReader node, CountDownLatch asked, CountDownLatch go)
      implements StateReader {
    @Override
    public Header header(long block) {
      asked.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new ChainException("interrupted", e);
      }
      return node.header(block);
    }

    @Override
    public State state(long block, Address contract, List<Bytes32> slots) {
      return node.state(block, contract, slots);
    }
  }

  @Test
  void aSlowNodeHoldsNoConnectionAndTheThirdToAskIsToldToComeBack() throws InterruptedException {
    Slow slow =
        new Slow(installation.get(StateReader.class), new CountDownLatch(2), new CountDownLatch(1));
    EvidenceMaker maker = maker(slow);
    List<CompletableFuture<Answer>> waiting =
        List.of(
            CompletableFuture.supplyAsync(() -> ask(maker), task -> Thread.ofVirtual().start(task)),
            CompletableFuture.supplyAsync(
                () -> ask(maker), task -> Thread.ofVirtual().start(task)));
    slow.asked.await();

    assertThat(CONNECTIONS).hasValue(0);
    assertThat(ask(maker)).isInstanceOf(Answer.Busy.class);
    slow.go.countDown();
    assertThat(waiting).allMatch(answer -> answer.join() instanceof Answer.Made);
    assertThat(ask(maker)).isInstanceOf(Answer.Made.class);
  }

  @Test
  void tooManyCapturesAreAnsweredInWords() {
    NavigableMap<Long, List<CommittedRows.Told>> captures = new TreeMap<>();
    for (long block = 1; block <= 65; block++) {
      captures.put(block, List.of());
    }
    StateReader states = installation.get(StateReader.class);
    ChainLink.Target target = installation.get(ChainLink.class).target();
    Answer answer =
        maker(states)
            .made(
                new NetworkFacts(states, 30_000).of(target),
                new Drafting.Draft.Ready(
                    new CapturePlan(65, captures, new TreeMap<>()),
                    capturing -> {
                      throw new AssertionError("the node is not asked for it");
                    }));

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.NotNow.class,
            it -> assertThat(it.why()).contains("65 blocks", "64 at the most"));
  }
}
