package io.pharmatrace.testsupport;

import io.pharmatrace.besu.ChainChoice;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Database and broker from the images that others run in production, and a development chain or
 * Besu validators in containers, by Testcontainers; each is started when first asked for.
 */
final class ContainerServers implements Servers {
  private final Thread atExit = new Thread(this::removeAll, "containers-at-exit");
  private @Nullable ContainerPostgres postgres;
  private @Nullable ContainerBroker broker;
  private @Nullable ContainerChain development;
  private @Nullable ContainerBesu besu;

  ContainerServers() {
    // Where Testcontainers' own reaper is switched off, an interrupted run must leave nothing.
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  @Override
  public synchronized DatabaseServer postgres() {
    if (postgres == null) {
      postgres = new ContainerPostgres();
    }
    postgres.start();
    return postgres;
  }

  @Override
  public synchronized Broker kafka() {
    if (broker == null) {
      broker = new ContainerBroker();
    }
    broker.start();
    return broker;
  }

  @Override
  public synchronized TestChain chain() {
    return EmbeddedChain.wanted(System.getenv()) == ChainChoice.BESU ? besu() : development();
  }

  private TestChain besu() {
    if (besu == null) {
      besu = new ContainerBesu();
    }
    besu.start();
    return besu;
  }

  private TestChain development() {
    if (development == null) {
      development = new ContainerChain();
    }
    development.start();
    return development;
  }

  @Override
  public synchronized void close() {
    removeAll();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void removeAll() {
    Stream.of(postgres, broker, development)
        .filter(container -> container != null)
        .forEach(OneContainer::remove);
    if (besu != null) {
      besu.remove();
    }
  }
}
