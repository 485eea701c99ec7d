package io.pharmatrace.testsupport;

/**
 * The servers behind an {@link Infrastructure}, one of each a JVM. This is what another back end
 * (containers, a Besu network) implements; tests never see it.
 */
interface Servers extends AutoCloseable {
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
