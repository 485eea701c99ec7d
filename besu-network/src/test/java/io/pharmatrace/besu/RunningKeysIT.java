package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys are restored only while no node that is asked sees them at work. */
class RunningKeysIT extends FakeNetwork {
  @Test
  void keysThatRunAreNotRestoredAndThoseThatRestAre() {
    Path backup = backup(network().rpcUrls());

    assertThatThrownBy(() -> elsewhere().restore(backup, List.of(), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("two with one key must never run");
    network().stop();
    assertThatThrownBy(() -> elsewhere().restore(backup, List.of(), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("keys of 4 of the 4 validators of the first block and no blocks")
        .hasMessageContaining("--force");
    assertThat(directory.resolve("elsewhere")).doesNotExist();
    List<String> told = new ArrayList<>();
    assertThat(elsewhere().restore(backup, List.of(), true, told::add)).isEqualTo(4);
    assertThat(told).hasSize(4).allMatch(line -> line.contains("did not tell its own key"));
  }

  @Test
  void validatorThatAnotherNodeSeesAtWorkIsNotRestored() {
    Path backup = backup(List.of());

    assertThatThrownBy(() -> elsewhere().restore(backup, List.of(last()), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("two with one key must never run");
  }

  @Test
  void nodeThatHidesItsOwnKeyIsAskedWhoProposed() throws IOException {
    Path backup = backup(List.of());
    Files.createFile(settings.directory().resolve("validator-4/data/fails-net_enode"));

    assertThatThrownBy(() -> elsewhere().restore(backup, List.of(last()), false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("runs somewhere");
  }

  @Test
  void nodeThatWasNamedAndCannotTellEndsTheRestore() {
    Path backup = backup(List.of());
    List<URI> named = List.of(last());
    network().stop();

    assertThatThrownBy(() -> elsewhere().restore(backup, named, false, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("does not tell who proposed blocks of late");
    assertThat(directory.resolve("elsewhere")).doesNotExist();
  }

  @Test
  void keysOfFewerThanAQuorumNeedNoForce() {
    for (int number : List.of(3, 4)) {
      validators.add(Progress.SILENT);
      validators.remove(address(number), false, Progress.SILENT);
    }
    Path backup = backup(List.of());
    network().stop();

    assertThat(elsewhere().restore(backup, List.of(), false, Progress.SILENT)).isEqualTo(4);
  }

  /** As it is after the first key was copied. */
  @Test
  void restoreThatWasCutShortIsNotTakenForAnInterruptedMaking() throws IOException {
    Path backup = backup(List.of());
    network().stop();
    Path elsewhere = directory.resolve("elsewhere");
    Unfinished.begin(elsewhere, "./pharmatrace chain restore " + backup);
    Path key = Files.createDirectories(elsewhere.resolve("validator-1")).resolve("key");
    Files.copy(settings.directory().resolve("validator-1/key"), key);
    BesuSettings restored =
        new BesuSettings(settings.home(), elsewhere, 4711, settings.nodes(), List.of());
    String before = Files.readString(key);

    assertThatThrownBy(() -> new BesuNetwork(restored).start(Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("was cut short")
        .hasMessageContaining("chain restore " + backup);
    assertThat(key).hasContent(before);
    assertThat(elsewhere().restore(backup, List.of(), true, Progress.SILENT)).isEqualTo(4);
    new BesuNetwork(restored).start(Progress.SILENT);
    assertThat(key).hasContent(before);
    new BesuNetwork(restored).kill();
  }

  private Path backup(List<URI> recorded) {
    Path backup = directory.resolve("backup");
    new NetworkBackup(settings.directory(), 4711).backup(backup, recorded);
    return backup;
  }

  private NetworkBackup elsewhere() {
    return new NetworkBackup(directory.resolve("elsewhere"), 4711);
  }

  private URI last() {
    return network().rpcUrls().getLast();
  }
}
