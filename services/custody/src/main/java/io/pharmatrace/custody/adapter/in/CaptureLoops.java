package io.pharmatrace.custody.adapter.in;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.application.DocumentWorker;
import io.pharmatrace.platform.Loops;
import jakarta.annotation.PostConstruct;
import java.time.Duration;

/** Works on received documents in the background, on those of several organisations at once. */
@Context
final class CaptureLoops {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Loops loops;
  private final DocumentWorker worker;
  private final int workers;

  CaptureLoops(
      Loops loops,
      DocumentWorker worker,
      @Value("${pharmatrace.custody.capture.workers:2}") int workers) {
    this.loops = loops;
    this.worker = worker;
    this.workers = workers;
  }

  @PostConstruct
  void start() {
    for (int i = 1; i <= workers; i++) {
      loops.start("documents-" + i, PAUSE, worker::doNext);
    }
    loops.start("abandoned-documents", Duration.ofMinutes(5), this::tidy);
  }

  private boolean tidy() {
    worker.removeAbandoned();
    return false;
  }
}
