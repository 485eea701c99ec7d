package io.pharmatrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String PASSWORD = "a long password";

  @TempDir Path directory = Path.of("");
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Map<String, JsonNode> resources = new TreeMap<>();
  private HttpServer server = start();

  @BeforeEach
  void writePasswords() throws IOException {
    Files.writeString(directory.resolve("password"), PASSWORD + "\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Speaks the part of the application's interface that the loader uses. */
  private HttpServer start() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.createContext("/api/v1/", this::answer);
      made.start();
      return made;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode body = new JsonMapper().readTree(exchange.getRequestBody());
    String path = exchange.getRequestURI().getPath();
    boolean login = path.equals("/api/v1/login");
    boolean allowed =
        login
            ? body.path("password").asText().equals(PASSWORD)
            : "Bearer TOKEN".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (allowed && !login) {
      resources.put(path, body);
    }
    String text =
        !allowed
            ? "{\"title\":\"Wrong user name or password\"}"
            : login ? "{\"access_token\":\"TOKEN\"}" : "";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(!allowed ? 401 : login ? 200 : 204, login ? bytes.length : -1);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private int run(String... arguments) {
    try (PrintStream progress = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      return Main.run(progress, Clock.systemUTC(), arguments);
    }
  }

  private String api() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private String password() {
    return directory.resolve("password").toString();
  }

  @Test
  void demonstrationIsRegistered() throws IOException {
    int exit =
        run(
            "--api",
            api(),
            "--admin-password-file",
            password(),
            "--user-password-file",
            password());
    assertThat(exit).as(output.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(resources)
        .containsKeys(
            "/api/v1/organisations/0300011111116",
            "/api/v1/organisations/0300011111116/sites/0300011111215",
            "/api/v1/readers/gs1-pharma-dc-dock-1",
            "/api/v1/users/harbour",
            "/api/v1/products/00300010123455");
    assertThat(resources.get("/api/v1/products/00300010123455"))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"manufacturer": "0300011111116", "level": "PACK", "name": "Epcistra", "form": "pill",
                     "strength": "100 mg", "packSize": "500 pills",
                     "markets": [{"country": "US", "nationalCode": "0001-0123-45"}]}
                    """));
    assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain(PASSWORD);
  }

  @Test
  void wrongPasswordIsToldInOneLine() throws IOException {
    Path wrong = Files.writeString(directory.resolve("wrong"), "wrong");
    assertThat(run("--api", api(), "--admin-password-file", wrong.toString())).isEqualTo(1);
    assertThat(output.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "POST " + api() + "/api/v1/login was refused: 401 Wrong user name or password");
  }

  @Test
  void applicationThatDoesNotAnswerIsNamed() {
    server.stop(0);
    assertThat(run("--api", api(), "--admin-password-file", password())).isEqualTo(1);
    assertThat(output.toString(StandardCharsets.UTF_8))
        .startsWith("The application does not answer at " + api());
  }

  @Test
  void brokerThatDoesNotAnswerIsNamed() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    Path impatient = Files.writeString(directory.resolve("kafka"), "max.block.ms = 500");
    assertThat(
            run(
                "--bootstrap",
                "127.0.0.1:" + closed,
                "--once",
                "--kafka-config",
                impatient.toString()))
        .isEqualTo(1);
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("Kafka at 127.0.0.1:" + closed + " does not take scans: ");
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--bootstrap", "x:1", "--packs", "0")).isEqualTo(2);
    assertThat(run("--bootstrap", "x:1", "--rate", "0")).isEqualTo(2);
    assertThat(run("--api", api())).isEqualTo(2);
    assertThat(run("--help")).isZero();
  }
}
