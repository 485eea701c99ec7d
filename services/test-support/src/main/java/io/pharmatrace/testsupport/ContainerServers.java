package io.pharmatrace.testsupport;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Database and broker from the images that others run in production, and a development chain in a
 * container, by Testcontainers; each is started when first asked for. A network of Besu validators
 * is of processes, as in {@link EmbeddedServers} (docs/adr/0023).
 */
final class ContainerServers implements Servers {
  private final EmbeddedServers processes = new EmbeddedServers();
  private final Thread atExit = new Thread(this::removeAll, "containers-at-exit");
  private @Nullable ContainerPostgres postgres;
  private @Nullable ContainerBroker broker;
  private @Nullable ContainerChain chain;

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
    if ("besu".equals(System.getenv("PHARMATRACE_TEST_CHAIN"))) {
      return processes.chain();
    }
    if (chain == null) {
      chain = new ContainerChain();
    }
    chain.start();
    return chain;
  }

  @Override
  public synchronized void close() {
    removeAll();
    Runtime.getRuntime().removeShutdownHook(atExit);
    processes.close();
  }

  private void removeAll() {
    Stream.of(postgres, broker, chain)
        .filter(container -> container != null)
        .forEach(OneContainer::remove);
  }
}
