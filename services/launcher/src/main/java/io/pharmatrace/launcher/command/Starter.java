package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.home.LogTail;
import io.pharmatrace.launcher.part.Listeners;
import io.pharmatrace.launcher.part.Part;
import io.pharmatrace.launcher.part.PartHealth;
import io.pharmatrace.process.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts parts and says how it goes. */
final class Starter {
  private final Console console;

  Starter(Console console) {
    this.console = console;
  }

  /**
   * Starts parts side by side and waits for all of them.
   *
   * @throws RuntimeException the fault of the first part, in their order, that could not start
   */
  void start(List<Part> parts) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starts = new ArrayList<>();
      for (Part part : parts) {
        starts.add(threads.submit(() -> startAloud(part)));
      }
      starts.forEach(Starter::join);
    }
  }

  private static void join(Future<?> start) {
    try {
      start.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }

  /** Only one fault is thrown in the end; the others would be lost if they were not said here. */
  private void startAloud(Part part) {
    try {
      start(part);
    } catch (RuntimeException e) {
      console.progressOf(part.name()).report("could not start: " + firstLine(e));
      throw e;
    }
  }

  /** What answers may be another home's server that took the port while ours was starting. */
  private static void requireOwnPort(PartHealth health) {
    if (health.port().isEmpty()) {
      return; // a part without one
    }
    int port = health.port().getAsInt();
    if (health.pid().isEmpty() || !Listeners.owns(health.pid().getAsLong(), port)) {
      throw new Failure(
          health.name() + " cannot start",
          "another program took port %d meanwhile".formatted(port),
          "Run ./pharmatrace up again; it takes another port.");
    }
  }

  private static String firstLine(RuntimeException fault) {
    return String.valueOf(fault.getMessage()).lines().findFirst().orElse("no reason was given");
  }

  private void start(Part part) {
    Progress progress = console.progressOf(part.name());
    boolean ran = part.health().isHealthy();
    if (!ran) {
      progress.report("starting");
      LogTail.putAsideWhenLong(part.log());
    }
    long begin = System.nanoTime();
    part.start(progress); // also a running one: it may have to be replaced by a newer build
    double seconds = (System.nanoTime() - begin) / 1e9;
    PartHealth health = part.examine();
    requireOwnPort(health);
    String remark = health.software().orElse("");
    progress.report(ran ? "runs: " + remark : "ready after %.1f s: %s".formatted(seconds, remark));
  }
}
