package io.pharmatrace.testsupport;

/** A Kafka broker on which all topics were made anew, empty, for this test class. */
public interface Broker extends Part {
  /** As in {@code 127.0.0.1:9092}. */
  String bootstrapServers();
}
