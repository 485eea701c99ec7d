package io.pharmatrace.kafka;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Runs a broker in the foreground: formats its storage when new, then serves until SIGTERM, which
 * shuts it down in order. This is what {@link KafkaProcess} starts.
 */
public final class BrokerMain {
  // Fixed: Kafka refuses storage that was formatted under another id, and nothing else joins this
  // cluster of one.
  private static final Uuid CLUSTER_ID = new Uuid(0x506861726d615472L, 0x6163650000000001L);

  private BrokerMain() {}

  /**
   * Runs until the process is asked to end. Exits with 1 when the storage cannot be formatted, and
   * with Kafka's own exit code when the broker cannot start.
   *
   * @param arguments the path of the broker's properties file
   */
  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("usage: BrokerMain PROPERTIES-FILE");
    }
    String file = arguments[0];
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int formatted =
        StorageTool.execute(
            new String[] {
              "format",
              "--config",
              file,
              "--cluster-id",
              CLUSTER_ID.toString(),
              "--ignore-formatted"
            },
            out);
    if (formatted != 0) {
      System.exit(formatted);
    }
    Kafka.main(new String[] {file});
  }
}
