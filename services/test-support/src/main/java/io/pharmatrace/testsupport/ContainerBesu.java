package io.pharmatrace.testsupport;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Network.Ipam;
import com.github.dockerjava.api.model.Volume;
import io.pharmatrace.besu.AdvancingHead;
import io.pharmatrace.besu.BesuSettings;
import io.pharmatrace.besu.ComposeFile;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Progress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * Four Besu validators in containers, made and started as {@code besu-network/compose.yaml} does.
 * NOT TRIED with the official image (docs/adr/0023).
 */
final class ContainerBesu implements TestChain {
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final long CHAIN_ID = 1337; // of compose/generator-input.json

  /** Others than those of compose.yaml, which may run on the same machine. */
  private static final String SUBNET = "172.31.78.0/24";

  private static final String ADDRESSES = "172.31.78.1";

  private final String volume = "pharmatrace-test-" + UUID.randomUUID();
  private final Network network =
      Network.builder()
          .createNetworkCmdModifier(
              create ->
                  create.withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(SUBNET))))
          .build();
  private final List<Validator> validators;
  private boolean made;

  ContainerBesu() {
    List<Integer> ports = Ports.free(BesuSettings.VALIDATORS);
    validators =
        IntStream.rangeClosed(1, ports.size())
            .mapToObj(number -> new Validator(number, ports.get(number - 1)))
            .toList();
  }

  private final class Validator extends OneContainer {
    private final URI url;

    Validator(int number, int published) {
      super(
          "validator-" + number,
          CompletableFuture.completedFuture(ComposeFile.IMAGE),
          ComposeFile.RPC_PORT,
          published,
          ComposeFile.ENVIRONMENT,
          ComposeFile.arguments(ADDRESSES, number));
      url = URI.create("http://127.0.0.1:" + published);
      container()
          .withNetwork(network)
          .withCreateContainerCmdModifier(create -> create.withIpv4Address(ADDRESSES + number));
      container().setBinds(binds());
    }

    /** Alone it makes no blocks. */
    @Override
    Await.Condition ready() {
      return Optional::empty;
    }
  }

  private List<Bind> binds() {
    return List.of(new Bind(volume, new Volume("/network")));
  }

  /** Keys, first block, static nodes and permissions, by the script of compose.yaml. */
  private void make() {
    String scripts = EmbeddedChain.project().resolve("besu-network/compose").toString();
    try (GenericContainer<?> maker =
        new GenericContainer<>(DockerImageName.parse(ComposeFile.IMAGE))
            .withCopyFileToContainer(MountableFile.forHostPath(scripts), "/make")
            .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(DEADLINE))
            .withCreateContainerCmdModifier(
                create -> create.withUser("root").withEntrypoint(ComposeFile.maker(ADDRESSES)))) {
      maker.setBinds(binds());
      maker.start();
    }
  }

  @Override
  public synchronized void start() {
    if (!made) {
      make();
      made = true;
    }
    validators.forEach(OneContainer::start);
    for (Validator validator : validators) {
      Await.until(
          "blocks at " + validator.url,
          DEADLINE,
          Progress.SILENT,
          new AdvancingHead(validator.url));
    }
  }

  @Override
  public synchronized void stop() {
    validators.forEach(OneContainer::stop);
  }

  @Override
  public synchronized void kill() {
    validators.forEach(OneContainer::kill);
  }

  @Override
  public synchronized boolean isRunning() {
    return validators.stream().allMatch(OneContainer::isRunning);
  }

  @Override
  public synchronized void killOneValidator() {
    validators.getLast().kill();
  }

  @Override
  public URI rpcUrl() {
    return validators.getFirst().url;
  }

  @Override
  public long chainId() {
    return CHAIN_ID;
  }

  @Override
  public boolean hasValidators() {
    return true;
  }

  /** Ends them and deletes them with their data. */
  synchronized void remove() {
    validators.forEach(OneContainer::remove);
    if (made) {
      network.close();
      DockerClientFactory.lazyClient().removeVolumeCmd(volume).exec();
      made = false;
    }
  }
}
