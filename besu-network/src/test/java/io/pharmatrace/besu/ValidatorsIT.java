package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * In which order nodes are made, voted on and put away, with a fake that counts votes; see {@link
 * FakeBesu}. {@link RealBesuIT} is the same with Besu.
 */
class ValidatorsIT extends FakeNetwork {
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
  void whoElsewhereProposedNothingOfLateDoesNotCountAsRunning() throws IOException {
    List<String> elsewhere = List.of(address(11), address(12));
    FakeVotes.begin(
        settings.directory(),
        Stream.concat(Stream.of(1, 2, 3, 4).map(ValidatorsIT::address), elsewhere.stream())
            .toList());
    for (String dead : elsewhere) {
      Files.createFile(settings.directory().resolve("fake-silent-" + dead));
    }

    assertThatThrownBy(() -> validators.remove(address(2), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("5 validators would be left, of which 3 run; 4 must run")
        .hasMessageContaining("Not seen at work: " + elsewhere);
    Files.delete(settings.directory().resolve("fake-silent-" + address(12)));
    validators.remove(address(2), false, Progress.SILENT);
    assertThat(members()).hasSize(5).doesNotContain(address(2));
  }

  @Test
  void nodeOfOursThatHangsDoesNotCountAsRunning() throws IOException {
    validators.add(Progress.SILENT);
    for (int number : List.of(4, 5)) {
      Files.createFile(settings.directory().resolve("validator-%d/data/hang".formatted(number)));
    }

    assertThatThrownBy(() -> validators.remove(address(2), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("of which 2 run; 3 must run");
  }

  @Test
  void nodeThatDoesNotReadItsPermissionsIsNamedAndTheOthersRead() throws IOException {
    validators.add(Progress.SILENT);
    Path first = settings.directory().resolve("validator-1/data");
    Files.createFile(first.resolve("fails-perm_reloadPermissionsFromFile"));
    Path last = settings.directory().resolve("validator-5/data/calls");
    Files.delete(last);

    assertThatThrownBy(() -> validators.remove(address(3), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("validator-1 has not read its permissions")
        .hasMessageContaining("chain reload");
    assertThat(settings.directory().resolve("removed/validator-3")).exists();
    assertThat(last).content().contains("perm_reloadPermissionsFromFile");
  }

  @Test
  void votesThatACutShortChangeLeftAreTakenBackByTheNext() throws IOException {
    validators.add(Progress.SILENT);
    for (int number = 1; number <= 4; number++) {
      new BesuValidator(settings, node(number))
          .rpc()
          .call("qbft_proposeValidatorVote", address(5), true);
    }
    assertThat(settings.directory().resolve("fake-votes")).isNotEmptyDirectory();

    // The next one is refused for another reason, and has taken them back before.
    assertThatThrownBy(() -> validators.remove(address(9), false, Progress.SILENT))
        .hasMessageContaining("is no validator");
    assertThat(settings.directory().resolve("fake-votes")).isEmptyDirectory();
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

  private List<String> members() {
    return validators.list().stream()
        .filter(SeenValidator::member)
        .map(SeenValidator::address)
        .toList();
  }
}
