package io.pharmatrace.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The infrastructure of one test class. At its end, parts that a test left stopped are started. */
final class ClassInfrastructure implements Infrastructure, AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Servers servers;
  private final List<Part> used = new ArrayList<>();
  private @Nullable Database database;
  private @Nullable Broker broker;
  private @Nullable TestChain chain;

  ClassInfrastructure(Servers servers) {
    this.servers = servers;
  }

  @Override
  public synchronized Database postgres() {
    if (database == null) {
      database = servers.postgres().create("test_" + DATABASES.incrementAndGet());
      used.add(database);
    }
    return database;
  }

  @Override
  public synchronized Broker kafka() {
    if (broker == null) {
      broker = servers.kafka();
      FreshTopics.make(broker.bootstrapServers());
      used.add(broker);
    }
    return broker;
  }

  @Override
  public synchronized TestChain chain() {
    if (chain == null) {
      chain = servers.chain();
      used.add(chain);
    }
    return chain;
  }

  @Override
  public synchronized void close() {
    used.forEach(Part::start);
  }
}
