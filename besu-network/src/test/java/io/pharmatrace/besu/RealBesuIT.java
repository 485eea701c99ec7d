package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.besu.doctor.ChainDoctor;
import io.pharmatrace.besu.doctor.ChainFinding;
import io.pharmatrace.besu.doctor.ChainFinding.Code;
import io.pharmatrace.besu.doctor.Expected;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * One life of a network of real validators: four, five, four again, one with another key. The tests
 * follow each other, because a network takes most of a minute to start.
 */
@EnabledIfEnvironmentVariable(
    named = "BESU_HOME",
    matches = ".+",
    disabledReason = "NOT TRIED: needs a Besu distribution; set BESU_HOME to one")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealBesuIT {
  private static final List<Integer> PORTS = Ports.free(20);
  @TempDir static Path directory;

  @SuppressWarnings("NullAway.Init")
  private static Validators validators;

  @SuppressWarnings("NullAway.Init")
  private static BesuSettings settings;

  @BeforeAll
  static void start() {
    settings =
        new BesuSettings(
            Path.of(System.getenv("BESU_HOME")),
            directory.resolve("network"),
            4711,
            List.of(node(1), node(2), node(3), node(4)),
            List.of());
    new BesuNetwork(settings).start(Progress.SILENT);
    validators = new Validators(settings, RealBesuIT::node);
  }

  /** What a test killed is brought back. */
  @BeforeEach
  void startAgain() {
    network().start(Progress.SILENT);
  }

  @AfterAll
  static void kill() {
    network().kill();
  }

  @Test
  @Order(1)
  void fourValidatorsMakeBlocksAndTheDoctorFindsNothing() {
    assertThat(validators.list()).hasSize(4).allSatisfy(seen -> assertThat(seen.member()).isTrue());
    awaitNoFinding();
    assertThat(validators.list()).allSatisfy(seen -> assertThat(seen.peers()).contains(3L));
  }

  @Test
  @Order(2)
  void deadValidatorIsOneFindingAndBlocksGoOn() {
    BackgroundProcess.find(new BesuValidator(settings, node(4)).program()).orElseThrow().kill();

    // At first the others wait for it in a round, longer on a busy machine.
    await(
        "the others to go on",
        () ->
            findings().stream().map(ChainFinding::code).toList().equals(List.of(Code.NODE_SILENT)));
  }

  @Test
  @Order(3)
  void noneOfFourMayBeVotedOutUnlessForced() {
    String address = validators.list().getFirst().address();

    assertThatThrownBy(() -> validators.remove(address, false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("3 validators would be left, of which none may fail");
  }

  @Test
  @Order(4)
  void fifthValidatorIsMadeVotedInAndProposes() {
    String added = validators.add(Progress.SILENT);

    assertThat(added).startsWith("validator-5 0x");
    assertThat(members()).hasSize(5);
    await("a block by the fifth", () -> ours("validator-5").lastProposed().isPresent());
  }

  @Test
  @Order(5)
  void validatorIsVotedOutStoppedAndPutAwayForGood() {
    SeenValidator third = ours("validator-3");

    validators.remove(third.address(), false, Progress.SILENT);

    assertThat(members()).hasSize(4).doesNotContain(third.address());
    assertThat(settings.directory().resolve("validator-3")).doesNotExist();
    assertThat(settings.directory().resolve("removed/validator-3/key")).exists();
    awaitNoFinding();
  }

  @Test
  @Order(6)
  void rotationGivesANewKeyAndKeepsTheNumber() {
    SeenValidator first = ours("validator-1");

    String fresh = validators.rotate(1, Progress.SILENT);

    assertThat(fresh).startsWith("validator-6 0x");
    assertThat(members()).hasSize(4).doesNotContain(first.address());
    assertThat(validators.list()).noneMatch(seen -> seen.address().equals(first.address()));
    awaitNoFinding();
  }

  @Test
  @Order(7)
  void networkComesBackAfterAStopWithItsValidators() {
    List<String> before = members();

    network().stop();
    network().start(Progress.SILENT);

    assertThat(members()).isEqualTo(before);
    awaitNoFinding();
  }

  @Test
  @Order(8)
  void keysThatRunAreNotRestoredElsewhereAndThoseThatRestAre() throws IOException {
    Path backup = directory.resolve("backup");
    Path elsewhere = directory.resolve("elsewhere");
    int keys = new NetworkBackup(settings.directory(), 4711).backup(backup, network().rpcUrls());
    assertThat(keys).isEqualTo(4);

    assertThatThrownBy(
            () ->
                new NetworkBackup(elsewhere, 4711)
                    .restore(backup, List.of(), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("two with one key must never run");
    assertThat(elsewhere).doesNotExist();

    network().stop();
    assertThat(
            new NetworkBackup(elsewhere, 4711).restore(backup, List.of(), false, Progress.SILENT))
        .isEqualTo(4);
    assertThat(Files.readString(elsewhere.resolve("validator-6/key")))
        .isEqualTo(Files.readString(settings.directory().resolve("validator-6/key")));
  }

  /** NOT TRIED: written where no distribution was at hand. */
  @Test
  @Order(9)
  void anotherHomeJoinsFollowsAndIsVotedIn() throws IOException {
    BesuSettings second =
        new BesuSettings(
            settings.home(),
            directory.resolve("second"),
            4711,
            List.of(new BesuNode(1, PORTS.get(8), PORTS.get(18))),
            List.of());
    List<BesuValidator> founders = network().validators();
    Joining.Joined joined =
        new Joining(second)
            .join(
                new Joining.Network(
                    settings.genesisFile(),
                    founders.stream().map(BesuValidator::enode).toList(),
                    networkFile(),
                    Optional.empty(),
                    Optional.empty()),
                Progress.SILENT);
    Files.writeString(settings.directory().resolve(Permitted.NODES), joined.enode() + "\n");
    validators.reload(Progress.SILENT);
    BesuNetwork theirs = new BesuNetwork(second);
    try {
      theirs.start(Progress.SILENT);
      CaughtUp caughtUp = new CaughtUp(theirs.rpcUrls().getFirst(), founders);
      await("the second home to have the blocks", () -> caughtUp.missing().isEmpty());
      assertThat(members()).hasSize(4);

      validators.admit(joined.address(), Progress.SILENT);

      assertThat(members()).hasSize(5).contains(Membership.lower(joined.address()));
      await(
          "a block by the second home",
          () ->
              validators.list().stream()
                  .filter(seen -> seen.address().equalsIgnoreCase(joined.address()))
                  .anyMatch(seen -> seen.lastProposed().isPresent()));
    } finally {
      theirs.kill();
    }
  }

  /** As an application of the first home would tell it. */
  private static Path networkFile() throws IOException {
    String address = "0x" + "aa".repeat(20);
    String validators =
        GenesisFile.read(settings.genesisFile()).validators().stream()
            .map(each -> '"' + each + '"')
            .collect(Collectors.joining(","));
    return Files.writeString(
        directory.resolve("network.json"),
        """
        {"consensus":{"epochLength":30000,"validators":[%s]},"format":"pharmatrace-network/1",\
        "network":{"chainId":4711,"ledger":"%s","registry":"%s"}}
        """
            .formatted(validators, address, address));
  }

  /** Nodes find each other within a minute, and rounds that a leaver broke end by themselves. */
  private static void awaitNoFinding() {
    await("a chain without findings", () -> findings().isEmpty());
  }

  private static void await(String what, BooleanSupplier met) {
    Await.until(
        what,
        Duration.ofMinutes(3),
        Progress.SILENT,
        () -> met.getAsBoolean() ? Optional.empty() : Optional.of("findings: " + findings()));
  }

  private static BesuNode node(int number) {
    return new BesuNode(number, PORTS.get(number - 1), PORTS.get(number + 9));
  }

  private static List<ChainFinding> findings() {
    return new ChainDoctor(network().rpcUrls(), new Expected(4711, Map.of(), Map.of())).examine();
  }

  private static List<String> members() {
    return validators.list().stream()
        .filter(SeenValidator::member)
        .map(SeenValidator::address)
        .toList();
  }

  private static SeenValidator ours(String name) {
    return validators.list().stream()
        .filter(seen -> seen.node().filter(name::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static BesuNetwork network() {
    return new BesuNetwork(
        settings.withNodes(
            BesuNode.numbers(settings.directory()).stream().map(RealBesuIT::node).toList()));
  }
}
