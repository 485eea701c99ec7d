package io.pharmatrace.testsupport;

import io.pharmatrace.kafka.KafkaProcess;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Progress;
import java.nio.file.Path;
import java.util.List;

/** The product's own broker process, on free ports. */
final class EmbeddedBroker implements Broker {
  private final KafkaProcess process;

  EmbeddedBroker(Path directory) {
    List<Integer> ports = Ports.free(2);
    process =
        new KafkaProcess(new KafkaProcess.Settings(directory, ports.getFirst(), ports.getLast()));
  }

  @Override
  public String bootstrapServers() {
    return process.bootstrapServers();
  }

  @Override
  public void start() {
    if (!process.isRunning()) {
      process.start(Progress.SILENT);
    }
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public boolean isRunning() {
    return process.isRunning();
  }
}
