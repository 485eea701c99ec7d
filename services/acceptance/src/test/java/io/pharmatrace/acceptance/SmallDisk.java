package io.pharmatrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file system in memory, small enough to be filled. Mounting one needs root. */
final class SmallDisk implements AutoCloseable {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Mounts one; where that is not allowed, the test is skipped and says so. */
  static SmallDisk mount(Path directory, int megabytes) throws IOException {
    int code = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory);
    assumeTrue(code == 0, "only root can mount a file system");
    return new SmallDisk(directory);
  }

  /** Writes until nothing more can be written. */
  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler())) {
      byte[] block = new byte[4_096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(directory.toFile().getUsableSpace()).as(e.getMessage()).isLessThan(4_096);
    }
  }

  void free() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  @Override
  public void close() throws IOException {
    assertThat(run("umount", directory)).isZero();
  }

  private static int run(Object... command) throws IOException {
    return new ProcessBuilder(Arrays.stream(command).map(Object::toString).toList())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join()
        .exitValue();
  }
}
