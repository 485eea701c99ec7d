package io.pharmatrace.testsupport;

/**
 * The servers behind an {@link Infrastructure}, one of each a JVM. This is what another back end
 * (containers, a Besu network) implements; tests never see it.
 */
interface Servers extends AutoCloseable {
  /**
   * Those that the system property {@code pharmatrace.infrastructure} names: {@code processes} (the
   * default) or {@code containers}.
   */
  static Servers chosen() {
    return named(System.getProperty("pharmatrace.infrastructure", "processes"));
  }

  /** Those of a name. */
  static Servers named(String name) {
    return switch (name) {
      case "processes" -> new EmbeddedServers();
      case "containers" -> new ContainerServers();
      default ->
          throw new IllegalArgumentException(
              "pharmatrace.infrastructure is processes or containers, not " + name);
    };
  }

  /** The running database server. */
  DatabaseServer postgres();

  /** The running broker. */
  Broker kafka();

  /** The running chain. */
  TestChain chain();

  /** Ends what was started. */
  @Override
  void close();

  /** A database server on which every test class gets a database of its own. */
  interface DatabaseServer extends Part {
    /**
     * Makes an empty database.
     *
     * @param name letters, digits and underscores
     * @return how to reach it; its life is the server's
     */
    Database create(String name);
  }
}
