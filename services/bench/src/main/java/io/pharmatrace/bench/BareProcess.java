package io.pharmatrace.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@link BareServer} in a JVM of its own, with the settings of the product's. */
final class BareProcess implements AutoCloseable {
  private static final String SAYS = "listening at ";
  private static final String SELF = "bench-";

  private final Process process;
  private final String url;

  private BareProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static BareProcess start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                bareClassPath(),
                BareServer.class.getName())
            .redirectErrorStream(true)
            .start();
    BufferedReader printed =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder before = new StringBuilder();
    for (String line = printed.readLine(); line != null; line = printed.readLine()) {
      if (line.startsWith(SAYS)) {
        return new BareProcess(process, line.substring(SAYS.length()));
      }
      before.append(line).append('\n');
    }
    throw new IOException("the bare server did not start: " + before);
  }

  /**
   * Without the product's own jars, which have the version of this one: their beans would start.
   */
  private static String bareClassPath() {
    List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    String version =
        all.stream()
            .map(entry -> Path.of(entry).getFileName().toString())
            .filter(name -> name.startsWith(SELF))
            .findFirst()
            .map(name -> name.substring(SELF.length()))
            .orElseThrow(() -> new IllegalStateException("bench runs from its jar only"));
    return all.stream()
        .filter(entry -> entry.endsWith(SELF + version) || !entry.endsWith(version))
        .collect(Collectors.joining(File.pathSeparator));
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
