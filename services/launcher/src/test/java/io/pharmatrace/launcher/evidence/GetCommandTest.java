package io.pharmatrace.launcher.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is asked for and what is written; the server here says what the application would. */
class GetCommandTest {
  private static final String HASH = "0a".repeat(32);

  @TempDir Path directory;
  private final StringWriter printed = new StringWriter();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Files.writeString(directory.resolve("password"), "open sesame\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add(path + " " + token);
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      boolean known =
          path.equals("/api/v1/login") ? body.contains("open sesame") : !path.contains("none");
      String answer =
          !known
              ? "{\"code\":\"not-found\",\"detail\":\"You have no such pack.\",\"action\":\"Ask who has it.\"}"
              : path.equals("/api/v1/login")
                  ? "{\"access_token\":\"t-1\"}"
                  : "{\"bytes\":\"\u00e4 as they are\"}";
      byte[] bytes = answer.getBytes(UTF_8);
      exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void aPacksBundleIsWrittenByteForByteWithTheNetworkFile() {
    assertThat(get("09521101000023", "A/1 +%", "--network", directory.resolve("n").toString()))
        .isZero();

    assertThat(asked)
        .containsExactly(
            "/api/v1/login null",
            "/api/v1/packs/09521101000023/A%2F1%20%2B%25/evidence Bearer t-1",
            "/api/v1/chain/network Bearer t-1");
    assertThat(directory.resolve("bundle")).hasContent("{\"bytes\":\"\u00e4 as they are\"}");
    assertThat(directory.resolve("n")).isNotEmptyFile();
  }

  @Test
  void anEventIsAskedForByItsHash() {
    assertThat(get(HASH, "--unit", "https://id.gs1.org/01/09521101000023/21/A")).isZero();

    assertThat(asked)
        .contains(
            "/api/v1/events/"
                + HASH
                + "/evidence?unit=https%3A%2F%2Fid.gs1.org%2F01%2F09521101000023%2F21%2FA Bearer t-1");
  }

  @Test
  void aRefusalIsToldInTheApplicationsWordsAndWritesNothing() {
    assertThat(get("09521101000023", "none")).isEqualTo(1);

    assertThat(printed.toString())
        .contains("404 not-found", "You have no such pack. Ask who has it.");
    assertThat(directory.resolve("bundle")).doesNotExist();
  }

  @Test
  void aFileThatIsThereIsKept() throws IOException {
    Files.writeString(directory.resolve("bundle"), "mine");

    assertThat(get(HASH)).isEqualTo(1);
    assertThat(printed.toString()).contains("is there already");
    assertThat(directory.resolve("bundle")).hasContent("mine");
  }

  @Test
  void whatIsNeitherHashNorPackIsWrongUsage() {
    assertThat(get("09521101000023")).isEqualTo(2);
    assertThat(get(HASH, "A")).isEqualTo(2);
    assertThat(get("09521101000023", "A", "--unit", "x")).isEqualTo(2);
    assertThat(run(HASH, "-o", directory.resolve("bundle").toString())).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  private int get(String... arguments) {
    return run(
        Stream.concat(
                Stream.of(arguments),
                Stream.of(
                    "-o",
                    directory.resolve("bundle").toString(),
                    "--user",
                    "pharmacist",
                    "--password-file",
                    directory.resolve("password").toString()))
            .toArray(String[]::new));
  }

  private int run(String... arguments) {
    PrintWriter writer = new PrintWriter(printed, true);
    CommandLine line = new CommandLine(new EvidenceCommand()).setOut(writer).setErr(writer);
    line.setExecutionExceptionHandler(
        (e, c, r) -> {
          c.getErr().println(e.getMessage());
          return 1;
        });
    return line.execute(
        Stream.concat(
                Stream.of("get", "--api", "http://127.0.0.1:" + server.getAddress().getPort()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }
}
