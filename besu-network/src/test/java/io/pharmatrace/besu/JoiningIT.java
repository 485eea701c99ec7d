package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.process.Ports;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A home joins the network that another one founded, both with {@link FakeBesu}. */
class JoiningIT extends FakeNetwork {
  private static final String LEDGER = "0x" + "aa".repeat(20);
  private static final String BOARD = "0x" + "bb".repeat(20);

  @SuppressWarnings("NullAway.Init")
  private BesuSettings joining;

  @BeforeEach
  void makeASecondHome() throws IOException {
    List<Integer> ports = Ports.free(2);
    joining =
        new BesuSettings(
            settings.home(),
            directory.resolve("joining"),
            4711,
            List.of(new BesuNode(1, ports.get(0), ports.get(1))),
            List.of());
    writeNetworkFile(4711);
  }

  @AfterEach
  void killTheSecond() {
    new BesuNetwork(joining).kill();
  }

  @Test
  void itsNodeFollowsAndIsAValidatorOnceTheOthersVotedItIn() throws IOException {
    Joining.Joined joined = joinAt("192.0.2.7");
    permit(joined.enode());
    BesuNetwork ours = new BesuNetwork(joining);
    ours.start(Progress.SILENT);

    Path node = joining.directory().resolve("validator-1");
    assertThat(Files.readAllLines(node.resolve("data/arguments")))
        .contains(
            "--genesis-file=" + joining.genesisFile(),
            "--p2p-host=192.0.2.7",
            "--p2p-interface=0.0.0.0",
            "--rpc-http-host=127.0.0.1");
    assertThat(joining.genesisFile()).hasSameBinaryContentAs(settings.genesisFile());
    for (String file : List.of("static-nodes.json", "permissions_config.toml")) {
      assertThat(node.resolve(file)).content().contains(founders());
    }
    assertThat(settings.directory().resolve("validator-1/permissions_config.toml"))
        .content()
        .contains(joined.enode());
    assertThat(ours.missing()).isEmpty();
    assertThat(member(joined.address())).isFalse();

    validators.admit(joined.address(), Progress.SILENT);

    assertThat(member(joined.address())).isTrue();
    assertThat(settings.directory().resolve("fake-votes")).isEmptyDirectory();
    validators.admit(joined.address(), Progress.SILENT); // Again changes nothing.
    assertThat(validators.list()).hasSize(5);
    assertThatThrownBy(() -> validators.admit(joined.enode(), Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("40 hexadecimal digits");
  }

  @Test
  void itCannotVoteItselfIn() throws IOException {
    joinAt("192.0.2.7");
    new BesuNetwork(joining).start(Progress.SILENT);
    Validators ours = new Validators(joining, _ -> joining.nodes().getFirst());

    assertThatThrownBy(() -> ours.add(Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("only validators vote");
  }

  @Test
  void itsApplicationUsesTheContractsThereAndAFounderMakesItsOwn() throws IOException {
    joinAt("192.0.2.7");

    assertThat(Contracts.properties(joining.directory()))
        .isEqualTo(
            Map.of(
                "pharmatrace.chain.deploy", "false",
                "pharmatrace.chain.ledger", LEDGER,
                "pharmatrace.chain.recall-board", BOARD));
    assertThat(Contracts.properties(settings.directory()))
        .isEqualTo(Map.of("pharmatrace.chain.deploy", "true"));
    Path backup = directory.resolve("backup");
    new NetworkBackup(joining.directory(), 4711).backup(backup, List.<URI>of());
    assertThat(backup.resolve("contracts.json")).as("also after a restore").exists();
  }

  @Test
  void aNetworkOnWhichWeCannotLiveIsRefusedWithWhatIsWrong() throws IOException {
    Path genesis = directory.resolve("genesis.json");
    Files.writeString(
        genesis, Files.readString(settings.genesisFile()).replace("zeroBaseFee", "baseFee"));

    refused(network(genesis, founders(), "192.0.2.7"), "a base fee");
  }

  @Test
  void genesisAndNetworkFileOfTwoNetworksAreRefused() throws IOException {
    writeNetworkFile(4712);

    refused(network(settings.genesisFile(), founders(), "192.0.2.7"), "are of two networks");
  }

  @Test
  void whoIsReachedByOtherMachinesHasToSayWhere() {
    String enode = "enode://" + "e".repeat(128) + "@192.0.2.9:30303";

    refused(network(settings.genesisFile(), enode, null), "192.0.2.9:30303", "--p2p-host");
    refused(network(settings.genesisFile(), "192.0.2.9:30303", null), "not 192.0.2.9:30303");
  }

  @Test
  void aHomeWithANetworkKeepsIt() {
    assertThatThrownBy(
            () ->
                new Joining(settings)
                    .join(network(settings.genesisFile(), founders(), null), Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("holds a network already");
  }

  @Test
  void joiningThatWasCutShortGoesOnWithTheSameKeyAndNothingIsFoundedMeanwhile() throws IOException {
    Joining.Joined first = joinAt("192.0.2.7");
    Files.delete(joining.genesisFile());
    Unfinished.begin(joining.directory(), "./pharmatrace chain join " + settings.genesisFile());

    assertThatThrownBy(() -> new BesuNetwork(joining).start(Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("was cut short");
    assertThat(joinAt("192.0.2.7")).isEqualTo(first);
    new BesuNetwork(joining).start(Progress.SILENT);
  }

  private Joining.Joined joinAt(String host) throws IOException {
    Files.createDirectories(joining.directory());
    Files.writeString(joining.directory().resolve("fake-keys-elsewhere"), "8");
    FakeVotes.begin(joining.directory(), List.of(address(1), address(2), address(3), address(4)));
    return new Joining(joining)
        .join(network(settings.genesisFile(), founders(), host), Progress.SILENT);
  }

  private Joining.Network network(Path genesis, String enode, @Nullable String host) {
    return new Joining.Network(
        genesis,
        List.of(enode),
        directory.resolve("network.json"),
        Optional.of(BOARD),
        Optional.ofNullable(host));
  }

  /** How the first of them is reached. */
  private String founders() {
    return new BesuValidator(settings, node(1)).enode();
  }

  /** As {@code ./pharmatrace evidence network} prints it there. */
  private void writeNetworkFile(long chainId) throws IOException {
    Files.writeString(
        directory.resolve("network.json"),
        """
        {"consensus":{"epochLength":30000,"validators":["%s","%s","%s","%s"]},\
        "format":"pharmatrace-network/1",\
        "network":{"chainId":%d,"ledger":"%s","registry":"%s"}}
        """
            .formatted(
                address(1), address(2), address(3), address(4), chainId, LEDGER, address(7)));
  }

  private void permit(String enode) throws IOException {
    Files.writeString(settings.directory().resolve("permitted-nodes.txt"), enode + "\n");
    validators.reload(Progress.SILENT);
  }

  private boolean member(String address) {
    return validators.list().stream()
        .anyMatch(seen -> seen.member() && seen.address().equalsIgnoreCase(address));
  }

  private void refused(Joining.Network network, String... why) {
    assertThatThrownBy(() -> new Joining(joining).join(network, Progress.SILENT))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContainingAll(why);
    assertThat(joining.directory()).doesNotExist();
  }
}
