package io.pharmatrace.launcher.home;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.DeadlineExceededException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps two launchers from changing the same home at once. The system frees it when we die. */
public final class HomeLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Who holds a lock. */
  public enum Owner {
    /** A command that a person gave. */
    COMMAND,
    /** The process that starts again what died; it gives way to a command. */
    SUPERVISOR
  }

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock for a command. Waits a little: a process that was just ended keeps it until all
   * its threads are gone.
   *
   * @param home whose directories exist
   * @param endSupervisor called when it is the supervisor that has it
   * @throws Failure when another command has it
   */
  public static HomeLock take(Home home, Runnable endSupervisor) {
    AtomicReference<Optional<HomeLock>> lock = new AtomicReference<>(tryTake(home, Owner.COMMAND));
    if (lock.get().isEmpty() && isSupervisors(home)) {
      endSupervisor.run();
    }
    try {
      Await.until(
          "the lock",
          PATIENCE,
          Progress.SILENT,
          () -> {
            if (lock.get().isEmpty()) {
              lock.set(tryTake(home, Owner.COMMAND));
            }
            return lock.get().isPresent() ? Optional.empty() : Optional.of("it is taken");
          });
    } catch (DeadlineExceededException e) {
      throw new Failure(
          "cannot change " + home.directory(),
          "another ./pharmatrace is at work on it",
          "Wait until it has ended, or end it.",
          e);
    }
    return lock.get().orElseThrow();
  }

  private static boolean isSupervisors(Home home) {
    try {
      return Files.readString(file(home)).equals(Owner.SUPERVISOR.name());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read who holds " + home.directory(), e);
    }
  }

  private static Path file(Home home) {
    return home.run().resolve("lock");
  }

  /**
   * Takes the lock unless another launcher has it, without waiting.
   *
   * @param home whose directories exist
   * @param owner written into the lock's file, for others to know
   */
  public static Optional<HomeLock> tryTake(Home home, Owner owner) {
    try {
      FileChannel channel =
          FileChannel.open(file(home), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      channel.truncate(0).write(ByteBuffer.wrap(owner.name().getBytes(StandardCharsets.UTF_8)));
      return Optional.of(new HomeLock(channel));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + home.directory(), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by another thread of this process, as in tests
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release the lock", e);
    }
  }
}
