package io.pharmatrace.besu;

import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Makes a user's choice of chain. An installation stays with the chain that it began with: what was
 * anchored on one chain cannot be proved by another.
 */
public final class Chains {
  private final Settings settings;

  /**
   * Where chains live and come from.
   *
   * @param project the project's top directory, where npm installs anvil
   * @param directory of this installation's chain; {@code besu} or {@code dev} below it
   * @param distributions where a downloaded Besu is kept
   * @param chainId positive
   * @param nodes the node of a number from 1, with its ports; a development chain takes the first
   * @param senders who may send transactions on Besu, see {@link BesuSettings}
   * @param release which Besu to download
   * @param environment the variables of the process: {@code BESU_HOME}, {@code ANVIL}
   */
  public record Settings(
      Path project,
      Path directory,
      Path distributions,
      long chainId,
      IntFunction<BesuNode> nodes,
      List<String> senders,
      BesuRelease release,
      Map<String, String> environment) {}

  /**
   * Chooses from here.
   *
   * @param settings where chains live and come from
   */
  public Chains(Settings settings) {
    this.settings = settings;
  }

  /**
   * The chain that this installation began with, without looking for any program: enough to stop it
   * and to ask it.
   *
   * @return empty when none was started yet
   */
  public Optional<Chain> existing() {
    return begun().map(kind -> kind == ChainChoice.BESU ? besu(Path.of("")) : dev(Path.of("")));
  }

  /**
   * Makes the choice; downloads Besu where that is needed. Starts nothing.
   *
   * @param choice what the user wants
   * @param progress told what was chosen and why
   * @return the chain, not started
   * @throws BesuUnavailableException when Besu was wanted and cannot be had
   * @throws ProcessFailedException when the installation began with another chain, or a program is
   *     missing
   */
  public Chain choose(ChainChoice choice, Progress progress) {
    ChainChoice wanted = begun().map(begun -> agree(choice, begun)).orElse(choice);
    return switch (wanted) {
      case BESU -> besu(distributions().obtain(progress));
      case DEV -> dev(Anvil.find(settings.project(), settings.environment()));
      case AUTO -> besuElseDev(progress);
    };
  }

  private Chain besuElseDev(Progress progress) {
    Path home;
    try {
      home = distributions().obtain(progress);
    } catch (BesuUnavailableException e) {
      progress.report(
          "This is a development chain, without consensus and of no value as evidence: "
              + e.getMessage());
      return dev(Anvil.find(settings.project(), settings.environment()));
    }
    return besu(home);
  }

  private static ChainChoice agree(ChainChoice choice, ChainChoice begun) {
    if (choice != ChainChoice.AUTO && choice != begun) {
      throw new ProcessFailedException(
          "this installation began with chain %s and cannot go on with %s; reset it first"
              .formatted(begun.text(), choice.text()));
    }
    return begun;
  }

  private Optional<ChainChoice> begun() {
    if (Files.exists(besuDirectory().resolve("genesis.json"))
        || Unfinished.of(besuDirectory()).isPresent()) {
      return Optional.of(ChainChoice.BESU);
    }
    return Files.exists(devDirectory()) ? Optional.of(ChainChoice.DEV) : Optional.empty();
  }

  /**
   * What can be done to the validators of this installation's network.
   *
   * @param progress told of a download
   * @throws ProcessFailedException when this installation has no Besu network
   */
  public Validators validators(Progress progress) {
    return new Validators(besuSettings(distribution(progress)), settings.nodes());
  }

  /**
   * Keeps and brings back the keys and the first block of this installation's network.
   *
   * @throws ProcessFailedException when this installation began with a development chain
   */
  public NetworkBackup backup() {
    if (begun().equals(Optional.of(ChainChoice.DEV))) {
      throw new ProcessFailedException("this installation has a development chain, and no network");
    }
    return new NetworkBackup(besuDirectory(), settings.chainId());
  }

  /**
   * Lets this installation take part in a network that another one founded.
   *
   * @param progress told of a download
   * @throws ProcessFailedException when this installation began with a development chain
   */
  public Joining joining(Progress progress) {
    if (begun().equals(Optional.of(ChainChoice.DEV))) {
      throw new ProcessFailedException(
          "this installation has a development chain; a network is joined by another one (--home)");
    }
    return new Joining(
        new BesuSettings(
            distributions().obtain(progress),
            besuDirectory(),
            settings.chainId(),
            List.of(settings.nodes().apply(1)),
            settings.senders()));
  }

  /**
   * What the application is told of the contracts: those of the network that was joined, or that it
   * founds its own.
   *
   * @return properties
   */
  public Map<String, String> contracts() {
    return Contracts.properties(besuDirectory());
  }

  private Path distribution(Progress progress) {
    if (!begun().equals(Optional.of(ChainChoice.BESU))) {
      throw new ProcessFailedException(
          "this installation has no Besu network; ./pharmatrace up --chain besu makes one");
    }
    return distributions().obtain(progress);
  }

  private BesuDistributions distributions() {
    return new BesuDistributions(
        settings.distributions(), settings.release(), settings.environment());
  }

  private Chain besu(Path home) {
    return new BesuNetwork(besuSettings(home));
  }

  private BesuSettings besuSettings(Path home) {
    return new BesuSettings(
        home,
        besuDirectory(),
        settings.chainId(),
        BesuNode.numbers(besuDirectory()).stream().map(settings.nodes()::apply).toList(),
        settings.senders());
  }

  private Chain dev(Path anvil) {
    return new DevChain(
        new DevChain.Settings(
            anvil, devDirectory(), settings.nodes().apply(1).rpcPort(), settings.chainId()));
  }

  private Path besuDirectory() {
    return settings.directory().resolve("besu");
  }

  private Path devDirectory() {
    return settings.directory().resolve("dev");
  }
}
