package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.home.Disk;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.HomeLock;
import io.pharmatrace.launcher.part.Part;
import io.pharmatrace.launcher.part.Parts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Starts again the parts that ended without being stopped, each on a thread of its own: one that
 * takes long holds up no other. A part that cannot be started is tried again after ever longer
 * pauses. While the disk is full nothing is started: a server that cannot write would end again,
 * and harm its data at worst. Belongs to one thread.
 */
final class Supervisor implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Home home;
  private final Parts parts;
  private final Console console;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Part, Future<Boolean>> starts = new HashMap<>();
  private final Map<Part, Failed> failed = new HashMap<>();
  private Optional<HomeLock> lock = Optional.empty();
  private boolean full;

  /**
   * A start that failed.
   *
   * @param pause before the next
   * @param next when that is
   */
  private record Failed(Duration pause, Instant next) {}

  Supervisor(Home home, Parts parts, Console console) {
    this.home = home;
    this.parts = parts;
    this.console = console;
  }

  /** Looks once, and begins to start what is dead. Takes no long time. */
  void look() {
    collect();
    if (diskIsFull()) {
      return;
    }
    List<Part> dead = parts.all().stream().filter(this::isToBeStarted).toList();
    if (!dead.isEmpty() && lock.isEmpty()) {
      lock =
          HomeLock.tryTake(
              home, HomeLock.Owner.SUPERVISOR); // else a person is at work, perhaps on the same
    }
    if (lock.isPresent()) {
      // Looked at again: before we had the lock, somebody may have started them.
      dead.stream()
          .filter(this::isToBeStarted)
          .forEach(part -> starts.put(part, threads.submit(() -> start(part))));
    }
  }

  private boolean isToBeStarted(Part part) {
    boolean waits = failed.containsKey(part) && failed.get(part).next().isAfter(Instant.now());
    if (part == parts.supervisor() || starts.containsKey(part) || waits || !part.died()) {
      return false;
    }
    // The application cannot start without the servers.
    return part != parts.app() || parts.servers().stream().noneMatch(Part::died);
  }

  /** Whether it started. */
  private boolean start(Part part) {
    console.line(part.health().reason().orElse(part.name() + " lost a process"));
    try {
      new Starter(console).start(List.of(part));
      return true;
    } catch (RuntimeException e) {
      console.line(e.toString());
      return false;
    }
  }

  /** Takes note of the starts that have ended. */
  private void collect() {
    for (Map.Entry<Part, Future<Boolean>> each : List.copyOf(starts.entrySet())) {
      Future<Boolean> start = each.getValue();
      if (start.isDone()) {
        starts.remove(each.getKey());
        note(each.getKey(), start.state() == Future.State.SUCCESS && start.resultNow());
      }
    }
    if (starts.isEmpty()) {
      lock.ifPresent(HomeLock::close);
      lock = Optional.empty();
    }
  }

  private void note(Part part, boolean started) {
    if (started) {
      failed.remove(part);
    } else {
      Failed before = failed.get(part);
      Duration pause = before == null ? FIRST_PAUSE : before.pause().multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      failed.put(part, new Failed(pause, Instant.now().plus(pause)));
    }
  }

  private boolean diskIsFull() {
    Optional<String> problem = new Disk(home).problem();
    if (problem.isPresent() && !full) {
      console.line("starts nothing: " + problem.get());
    }
    full = problem.isPresent();
    return full;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    lock.ifPresent(HomeLock::close);
  }
}
