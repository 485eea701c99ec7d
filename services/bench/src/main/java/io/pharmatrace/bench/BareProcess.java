package io.pharmatrace.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@link BareServer} in a JVM of its own, with the settings of the product's. */
final class BareProcess implements AutoCloseable {
  private static final String SAYS = "listening at ";

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
                System.getProperty("java.class.path"),
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

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
