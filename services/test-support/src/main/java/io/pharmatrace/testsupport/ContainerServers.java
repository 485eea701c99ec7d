package io.pharmatrace.testsupport;

import org.jspecify.annotations.Nullable;

/**
 * Database and broker from the images that others run in production, by Testcontainers; each is
 * started when first asked for. The chain is a process as in {@link EmbeddedServers}
 * (docs/adr/0023).
 */
final class ContainerServers implements Servers {
  private final EmbeddedServers processes = new EmbeddedServers();
  private final Thread atExit = new Thread(this::removeAll, "containers-at-exit");
  private @Nullable ContainerPostgres postgres;
  private @Nullable ContainerBroker broker;

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
  public TestChain chain() {
    return processes.chain();
  }

  @Override
  public synchronized void close() {
    removeAll();
    Runtime.getRuntime().removeShutdownHook(atExit);
    processes.close();
  }

  private void removeAll() {
    if (postgres != null) {
      postgres.remove();
    }
    if (broker != null) {
      broker.remove();
    }
  }
}
