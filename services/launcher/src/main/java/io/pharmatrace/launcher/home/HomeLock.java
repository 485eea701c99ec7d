package io.pharmatrace.launcher.home;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.DeadlineExceededException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps two launchers from changing the same home at once. The system frees it when we die. */
public final class HomeLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock. Waits a little: a process that was just ended keeps it until all its threads
   * are gone.
   *
   * @param home whose directories exist
   * @throws Failure when another launcher has it
   */
  public static HomeLock take(Home home) {
    AtomicReference<Optional<HomeLock>> lock = new AtomicReference<>(Optional.empty());
    try {
      Await.until(
          "the lock",
          PATIENCE,
          Progress.SILENT,
          () -> {
            lock.set(tryTake(home));
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

  /**
   * Takes the lock unless another launcher has it, without waiting.
   *
   * @param home whose directories exist
   */
  public static Optional<HomeLock> tryTake(Home home) {
    try {
      FileChannel channel =
          FileChannel.open(
              home.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
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
