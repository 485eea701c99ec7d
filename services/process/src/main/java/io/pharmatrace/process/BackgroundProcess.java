package io.pharmatrace.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program that runs on when its starter ends, also when the starter's terminal is closed or
 * interrupted: it has a session of its own ({@code setsid}), reads nothing, and prints to its log.
 * Thread-safe; two starters of the same pid file at the same time are not kept apart.
 */
public final class BackgroundProcess {
  /** Begins the line that is written to a program's log before each of its starts. */
  public static final String START_MARK = "=== starting";

  private static final Duration KILL_DEADLINE = Duration.ofSeconds(10);

  /**
   * Goes before each command: a shell in a session of its own, which becomes the program once it is
   * told to. When the starter dies before, its end of the pipe is closed, and the shell ends: a
   * program without a pid file would be found by nobody, and keep its port.
   */
  private static final List<String> GATE =
      List.of("setsid", "sh", "-c", "read -r told && exec \"$@\" </dev/null", "sh");

  private final String name;
  private final ProcessHandle process;
  private final String birth;
  private final PidFile pidFile;
  private final Path logFile;

  private BackgroundProcess(
      String name, ProcessHandle process, String birth, PidFile pidFile, Path logFile) {
    this.name = name;
    this.process = process;
    this.birth = birth;
    this.pidFile = pidFile;
    this.logFile = logFile;
  }

  /**
   * Starts a program. Returns as soon as it runs; whether it is of use yet is for the caller to
   * wait for, with {@link #awaitReady}. It runs only when its pid file is written: a starter that
   * dies, or cannot write, leaves nothing behind that runs.
   *
   * @param program what to run
   * @return the running program
   * @throws ProcessFailedException when it runs already, cannot be started, or ended at once
   */
  public static BackgroundProcess start(Program program) {
    PidFile pidFile = new PidFile(program.pidFile());
    pidFile
        .running()
        .ifPresent(
            other -> {
              throw new ProcessFailedException(
                  program.name() + " runs already, as process " + other.pid());
            });
    Process gate;
    try {
      gate = startGate(program);
    } catch (IOException e) {
      throw new ProcessFailedException(
          "cannot start " + program.name() + " (" + program.command().getFirst() + ")", e);
    }
    ProcessHandle process = gate.toHandle();
    Optional<String> birth = PidFile.birth(process);
    try (OutputStream told = gate.getOutputStream()) {
      if (birth.isEmpty()) {
        throw ended(program.name(), program.logFile());
      }
      pidFile.write(process, birth.get());
      told.write('\n');
    } catch (IOException e) {
      ProcessFailedException ended = ended(program.name(), program.logFile());
      ended.initCause(e); // It does not listen any more.
      throw ended;
    }
    return new BackgroundProcess(program.name(), process, birth.get(), pidFile, program.logFile());
  }

  /** The program is held back until it is told to go on. */
  private static Process startGate(Program program) throws IOException {
    List<String> command = new ArrayList<>(GATE);
    command.addAll(program.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(program.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(program.logFile().toFile()));
    builder.environment().putAll(program.environment());
    Files.createDirectories(program.directory());
    Files.createDirectories(program.logFile().toAbsolutePath().getParent());
    Files.createDirectories(program.pidFile().toAbsolutePath().getParent());
    Files.writeString(
        program.logFile(),
        START_MARK + " " + program.name() + ", " + Instant.now() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return builder.start();
  }

  /**
   * Finds a program that this or an earlier process started.
   *
   * @param program as it was started; only its name and files matter
   * @return the program, or empty when it does not run
   */
  public static Optional<BackgroundProcess> find(Program program) {
    PidFile pidFile = new PidFile(program.pidFile());
    return pidFile
        .running()
        .flatMap(
            process ->
                PidFile.birth(process)
                    .map(
                        birth ->
                            new BackgroundProcess(
                                program.name(), process, birth, pidFile, program.logFile())));
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return PidFile.birth(process).filter(birth::equals).isPresent();
  }

  /**
   * Waits until the program is of use, and fails at once when it ends before.
   *
   * @param what what is waited for
   * @param deadline how long at most
   * @param progress told every few seconds what is missing
   * @param condition when it is of use
   * @throws ProcessFailedException when the program ended; quotes the end of its log
   * @throws DeadlineExceededException when time is up
   */
  public void awaitReady(
      String what, Duration deadline, Progress progress, Await.Condition condition) {
    Await.until(
        what,
        deadline,
        progress,
        () -> {
          // Life first: a program may do its work and end between the two looks.
          boolean alive = isAlive();
          Optional<String> missing = condition.missing();
          if (missing.isPresent() && !alive) {
            throw ended(name, logFile);
          }
          return missing;
        });
  }

  /**
   * Asks the program to end (SIGTERM), and ends it (SIGKILL) when it does not in time. Does nothing
   * when it has ended already. Afterwards it is gone and so is its pid file.
   *
   * @param grace how long it may take to end by itself
   * @throws DeadlineExceededException when even SIGKILL did not end it within 10 s
   */
  public void stop(Duration grace) {
    if (isAlive()) {
      process.destroy();
      try {
        awaitEnd(grace);
      } catch (DeadlineExceededException e) {
        process.destroyForcibly();
        awaitEnd(KILL_DEADLINE);
      }
    }
    pidFile.delete();
  }

  /**
   * Ends the program at once (SIGKILL), as a crash would.
   *
   * @throws DeadlineExceededException when it did not end within 10 s
   */
  public void kill() {
    if (isAlive()) {
      process.destroyForcibly();
      awaitEnd(KILL_DEADLINE);
    }
    pidFile.delete();
  }

  private void awaitEnd(Duration deadline) {
    Await.until(
        "the end of " + name + " (process " + process.pid() + ")",
        deadline,
        Progress.SILENT,
        () -> isAlive() ? Optional.of("it still runs") : Optional.empty());
  }

  private static ProcessFailedException ended(String name, Path logFile) {
    return new ProcessFailedException(
        name + " ended; its log is " + logFile + " and ends with:\n" + tail(logFile));
  }

  private static String tail(Path logFile) {
    int bytes = 4_000;
    try (RandomAccessFile file = new RandomAccessFile(logFile.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - bytes));
      byte[] end = new byte[(int) Math.min(bytes, file.length() - file.getFilePointer())];
      file.readFully(end);
      return new String(end, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + logFile, e);
    }
  }
}
