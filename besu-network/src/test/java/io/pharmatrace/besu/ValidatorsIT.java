package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In which order nodes are made, voted on and put away, with a fake that counts votes; see {@link
 * FakeBesu}. {@link RealBesuIT} is the same with Besu.
 */
class ValidatorsIT {
  @TempDir Path directory;
  private final List<Integer> ports = Ports.free(16);

  @SuppressWarnings("NullAway.Init")
  private BesuSettings settings;

  @SuppressWarnings("NullAway.Init")
  private Validators validators;

  @BeforeEach
  void start() throws IOException {
    settings =
        new BesuSettings(
            FakeBesu.distribution(directory.resolve("fake-besu")),
            directory.resolve("network"),
            4711,
            List.of(node(1), node(2), node(3), node(4)),
            List.of());
    validators = new Validators(settings, this::node);
    network().start(Progress.SILENT);
  }

  @AfterEach
  void kill() {
    network().kill();
  }

  @Test
  void addedValidatorIsPermittedByAllBeforeItIsVotedIn() throws IOException {
    String added = validators.add(Progress.SILENT);

    assertThat(added).isEqualTo("validator-5 " + address(5));
    assertThat(members()).contains(address(5)).hasSize(5);
    for (int number = 1; number <= 4; number++) {
      Path node = settings.directory().resolve("validator-" + number);
      assertThat(node.resolve("permissions_config.toml")).content().contains("5".repeat(128));
      assertThat(node.resolve("static-nodes.json")).content().contains("5".repeat(128));
      assertThat(node.resolve("data/calls"))
          .content()
          .containsSubsequence("perm_reloadPermissionsFromFile", "qbft_proposeValidatorVote");
    }
  }

  @Test
  void votesAreTakenBackOnceTheyAreDecided() throws IOException {
    validators.add(Progress.SILENT);

    assertThat(settings.directory().resolve("fake-votes")).isEmptyDirectory();
  }

  @Test
  void additionThatWasCutShortGoesOnWithTheSameNode() {
    new BesuKeys(settings).makeOne(new BesuValidator(settings, node(5)), Progress.SILENT);

    assertThat(validators.add(Progress.SILENT)).startsWith("validator-5 ");
    assertThat(validators.add(Progress.SILENT)).startsWith("validator-6 ");
  }

  @Test
  void noneOfFourMayGoUnlessForced() {
    assertThatThrownBy(() -> validators.remove(address(2), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("3 validators would be left, of which none may fail")
        .hasMessageContaining("--force");

    validators.remove(address(2), true, Progress.SILENT);
    assertThat(members()).hasSize(3).doesNotContain(address(2));
  }

  @Test
  void lessThanAQuorumOfThoseThatRunIsRefused() {
    validators.add(Progress.SILENT);
    for (int number : List.of(4, 5)) {
      BackgroundProcess.find(new BesuValidator(settings, node(number)).program())
          .orElseThrow()
          .kill();
    }

    assertThatThrownBy(() -> validators.remove(address(2), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("of which 2 run; 3 must run");
  }

  @Test
  void whoIsVotedOutIsStoppedPutAwayAndForgottenByTheOthers() {
    validators.add(Progress.SILENT);

    validators.remove(address(3), false, Progress.SILENT);

    Path removed = settings.directory().resolve("removed/validator-3");
    assertThat(removed.resolve("key")).exists();
    assertThat(removed.resolve("validator-3.pid")).doesNotExist();
    assertThat(settings.directory().resolve("validator-1/permissions_config.toml"))
        .content()
        .doesNotContain("3".repeat(128));
    assertThat(network().missing()).isEmpty();
    assertThat(validators.add(Progress.SILENT)).startsWith("validator-6 ");
  }

  @Test
  void strangerIsNoValidatorAndThoseThatThereAreAreNamed() {
    assertThatThrownBy(() -> validators.remove("0x" + "ab".repeat(20), true, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("is no validator; there are")
        .hasMessageContaining(address(1));
  }

  @Test
  void rotationThatWasCutShortGoesOnWithTheSameReplacement() throws IOException {
    Path fresh = Files.createDirectories(settings.directory().resolve("validator-5"));
    Files.writeString(fresh.resolve("replaces"), "2");
    new BesuKeys(settings).makeOne(new BesuValidator(settings, node(5)), Progress.SILENT);

    assertThat(validators.rotate(2, Progress.SILENT)).startsWith("validator-5 ");
    assertThat(members()).hasSize(4).contains(address(5)).doesNotContain(address(2));
    assertThatThrownBy(() -> validators.rotate(2, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("there is no validator-2");
  }

  @Test
  void nodesElsewhereAndAccountsArePermittedByTheOperatorsFiles() throws IOException {
    String enode = "enode://" + "e".repeat(128) + "@10.0.0.7:30303";
    Files.writeString(
        settings.directory().resolve("permitted-nodes.txt"), "# Linden\n" + enode + "\n");
    Files.writeString(settings.directory().resolve("permitted-accounts.txt"), address(9));

    validators.reload(Progress.SILENT);

    Path node = settings.directory().resolve("validator-1");
    assertThat(node.resolve("permissions_config.toml")).content().contains(enode, address(9));
    assertThat(node.resolve("static-nodes.json")).content().contains(enode);
    assertThat(new BesuValidator(settings, node(1)).program().command())
        .contains("--permissions-accounts-config-file-enabled=true");
  }

  @Test
  void lineThatIsNoEnodeIsNamed() throws IOException {
    Files.writeString(settings.directory().resolve("permitted-nodes.txt"), "10.0.0.7:30303");

    assertThatThrownBy(() -> validators.reload(Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("10.0.0.7:30303");
  }

  @Test
  void oneKeyInTwoNodesIsNeverStarted() throws IOException {
    network().stop();
    Files.copy(
        settings.directory().resolve("validator-1/key.pub"),
        settings.directory().resolve("validator-2/key.pub"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> network().start(Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("validator-1 and validator-2 have the same key");
  }

  @Test
  void keysThatRunAreNotRestoredAndThoseThatRestAre() {
    Path backup = directory.resolve("backup");
    NetworkBackup elsewhere = new NetworkBackup(directory.resolve("elsewhere"), 4711);
    new NetworkBackup(settings.directory(), 4711).backup(backup, network().rpcUrls());

    assertThatThrownBy(() -> elsewhere.restore(backup, List.of()))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("two with one key must never run");
    network().stop();
    assertThat(elsewhere.restore(backup, List.of())).isEqualTo(4);
  }

  @Test
  void validatorThatAnotherNodeSeesAtWorkIsNotRestored() {
    Path backup = directory.resolve("backup");
    NetworkBackup elsewhere = new NetworkBackup(directory.resolve("elsewhere"), 4711);
    new NetworkBackup(settings.directory(), 4711).backup(backup, List.of());

    assertThatThrownBy(() -> elsewhere.restore(backup, List.of(network().rpcUrls().getLast())))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("two with one key must never run");
  }

  private BesuNode node(int number) {
    return new BesuNode(number, ports.get(number - 1), ports.get(number + 7));
  }

  private static String address(int number) {
    return "0x" + Integer.toHexString(number).repeat(40);
  }

  private List<String> members() {
    return validators.list().stream()
        .filter(SeenValidator::member)
        .map(SeenValidator::address)
        .toList();
  }

  private BesuNetwork network() {
    return new BesuNetwork(
        settings.withNodes(
            BesuNode.numbers(settings.directory()).stream().map(this::node).toList()));
  }
}
