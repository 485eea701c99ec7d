package io.pharmatrace.testsupport;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Servers from Maven and npm packages, without Docker; each is started when first asked for. */
final class EmbeddedServers implements Servers {
  private final Path directory;
  private final Thread atExit = new Thread(this::killAll, "infrastructure-at-exit");
  private @Nullable EmbeddedPostgresServer postgres;
  private @Nullable EmbeddedBroker broker;
  private @Nullable EmbeddedChain chain;

  EmbeddedServers() {
    Path parent = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    Leftovers.sweep(parent);
    directory = Leftovers.newDirectory(parent);
    // An interrupted test run must leave no servers behind.
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  @Override
  public synchronized DatabaseServer postgres() {
    if (postgres == null) {
      postgres = new EmbeddedPostgresServer(directory.resolve("postgres"));
    }
    postgres.start();
    return postgres;
  }

  @Override
  public synchronized Broker kafka() {
    if (broker == null) {
      broker = new EmbeddedBroker(directory.resolve("kafka"));
    }
    broker.start();
    return broker;
  }

  @Override
  public synchronized TestChain chain() {
    if (chain == null) {
      chain = new EmbeddedChain(directory.resolve("chain"), System.getenv());
    }
    chain.start();
    return chain;
  }

  @Override
  public synchronized void close() {
    killAll();
    Runtime.getRuntime().removeShutdownHook(atExit);
    Leftovers.deleteTree(directory);
  }

  private void killAll() {
    Stream.of(postgres, broker, chain).filter(part -> part != null).forEach(Part::kill);
  }
}
