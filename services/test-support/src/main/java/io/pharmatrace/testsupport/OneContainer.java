package io.pharmatrace.testsupport;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * A container that may be stopped, killed and started again: the same one each time, so with the
 * same data, at the same port of loopback. Thread-safe.
 */
abstract class OneContainer implements Part {
  private static final Duration START_DEADLINE = Duration.ofMinutes(2);
  private static final int STOP_SECONDS = 30;

  private final GenericContainer<?> container;
  private final String name;
  private boolean made;

  /**
   * Names a container; starts nothing.
   *
   * @param name for messages
   * @param image pulled or built when it is not there
   * @param port inside
   * @param published port on 127.0.0.1
   * @param environment of its first process
   * @param command empty for that of the image
   */
  OneContainer(
      String name,
      Future<String> image,
      int port,
      int published,
      Map<String, String> environment,
      List<String> command) {
    this.name = name;
    // A random port, which is what Testcontainers gives, would be another one after a restart.
    PortBinding binding =
        new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", published), new ExposedPort(port));
    container =
        new GenericContainer<>(image)
            .withExposedPorts(port)
            .withEnv(environment)
            .withCreateContainerCmdModifier(
                create ->
                    Optional.ofNullable(create.getHostConfig())
                        .orElseThrow()
                        .withPortBindings(binding))
            .waitingFor(new NoWait());
    if (!command.isEmpty()) {
      container.withCommand(command.toArray(String[]::new));
    }
  }

  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    if (made) {
      docker().startContainerCmd(container.getContainerId()).exec();
    } else {
      container.start();
      made = true;
    }
    Await.until("the container of " + name, START_DEADLINE, Progress.SILENT, ready());
  }

  /** Met when it is of use; asked for after each start. */
  abstract Await.Condition ready();

  /** For what only one kind of container needs; before the first start. */
  GenericContainer<?> container() {
    return container;
  }

  @Override
  public synchronized void stop() {
    if (isRunning()) {
      docker().stopContainerCmd(container.getContainerId()).withTimeout(STOP_SECONDS).exec();
    }
  }

  @Override
  public synchronized void kill() {
    if (isRunning()) {
      docker().killContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return made && container.isRunning();
  }

  /** Ends it and deletes it with its data. */
  synchronized void remove() {
    container.stop();
    made = false;
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }

  /** What is waited for is the same after a restart, which Testcontainers does not see. */
  private static final class NoWait extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {
      // Nothing: see start().
    }
  }
}
