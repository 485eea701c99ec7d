package io.pharmatrace.testsupport;

/**
 * One part of the infrastructure, which a test may take away and give back. Addresses stay the same
 * across a restart, and so does what was stored. After a test class, stopped parts are started
 * again. The parts are shared by all test classes of a JVM, so classes that stop them must not run
 * beside others.
 */
public interface Part {
  /** Starts it and waits until it is of use. Does nothing when it runs. */
  void start();

  /** Ends it in order, as for maintenance. Does nothing when it does not run. */
  void stop();

  /** Ends it at once, as a crash would. Does nothing when it does not run. */
  void kill();

  /** Whether it runs. */
  boolean isRunning();
}
