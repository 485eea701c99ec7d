package io.pharmatrace.testsupport;

/**
 * What a test class may use. Each part is started when it is first asked for, so a class that asks
 * only for PostgreSQL waits for nothing else.
 */
public interface Infrastructure {
  /**
   * The database of this test class.
   *
   * @throws io.pharmatrace.process.ProcessFailedException when it cannot be started
   */
  Database postgres();

  /**
   * The broker, with this test class's empty topics.
   *
   * @throws io.pharmatrace.process.ProcessFailedException when it cannot be started
   */
  Broker kafka();

  /**
   * The chain.
   *
   * @throws io.pharmatrace.process.ProcessFailedException when it cannot be started
   */
  TestChain chain();
}
