package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.pharmatrace.process.Ports;
import io.pharmatrace.process.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BesuDownloadTest {
  private static final Map<String, String> DISTRIBUTION =
      Map.of("besu-1.2.3/bin/besu", "#!/bin/sh\n", "besu-1.2.3/lib/besu.jar", "x".repeat(300_000));

  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void downloadedDistributionIsCheckedUnpackedAndFoundAgain() throws Exception {
    BesuRelease release = serve(zip(DISTRIBUTION), 200);
    List<String> told = new ArrayList<>();

    Path home = new BesuDownload(release, directory).fetch(told::add);

    assertThat(home).isEqualTo(directory.resolve("besu-1.2.3"));
    assertThat(home.resolve("bin/besu")).isExecutable();
    assertThat(home.resolve("lib/besu.jar")).hasSize(300_000);
    assertThat(told).first().asString().contains("downloading Besu 1.2.3");
    assertThat(told).last().asString().contains("100 %");
    assertThat(new BesuDistributions(directory, release, Map.of()).atHand()).contains(home);
  }

  @Test
  void distributionThatIsNotThePinnedOneIsNeverUnpacked() throws Exception {
    BesuRelease honest = serve(zip(DISTRIBUTION), 200);
    BesuRelease other = new BesuRelease("1.2.3", honest.url(), "0".repeat(64));

    assertThatThrownBy(() -> new BesuDownload(other, directory).fetch(Progress.SILENT))
        .isInstanceOf(BesuUnavailableException.class)
        .hasMessageContaining(honest.sha256())
        .hasMessageContaining("not used");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void zipThatNamesAFileOutsideIsRefused() throws Exception {
    BesuRelease release = serve(zip(Map.of("../outside", "x")), 200);

    assertThatThrownBy(() -> new BesuDownload(release, directory).fetch(Progress.SILENT))
        .isInstanceOf(BesuUnavailableException.class)
        .hasMessageContaining("../outside");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void serverThatAnswersWithAnErrorIsNamed() throws Exception {
    BesuRelease release = serve(zip(DISTRIBUTION), 404);

    assertThatThrownBy(() -> new BesuDownload(release, directory).fetch(Progress.SILENT))
        .isInstanceOf(BesuUnavailableException.class)
        .hasMessageContaining("404");
  }

  @Test
  void serverThatCannotBeReachedLeavesNoTrace() {
    URI nowhere = URI.create("http://127.0.0.1:" + Ports.free(1).getFirst() + "/besu.zip");
    BesuRelease release = new BesuRelease("1.2.3", nowhere, "0".repeat(64));

    assertThatThrownBy(() -> new BesuDownload(release, directory).fetch(Progress.SILENT))
        .isInstanceOf(BesuUnavailableException.class)
        .hasMessageContaining("could not be downloaded");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void connectionThatBreaksOnTheWayIsNotACompleteDownload() throws Exception {
    byte[] zip = zip(DISTRIBUTION);
    server.createContext(
        "/broken.zip",
        exchange -> {
          exchange.sendResponseHeaders(200, zip.length);
          exchange.getResponseBody().write(zip, 0, 100);
          exchange.getResponseBody().flush();
          server.stop(0);
        });
    BesuRelease release = new BesuRelease("1.2.3", url("/broken.zip"), sha256(zip));

    assertThatThrownBy(() -> new BesuDownload(release, directory).fetch(Progress.SILENT))
        .isInstanceOf(BesuUnavailableException.class);
    assertThat(directory).isEmptyDirectory();
  }

  private BesuRelease serve(byte[] zip, int status) throws Exception {
    server.createContext(
        "/besu.zip",
        exchange -> {
          exchange.sendResponseHeaders(status, zip.length);
          exchange.getResponseBody().write(zip);
          exchange.close();
        });
    return new BesuRelease("1.2.3", url("/besu.zip"), sha256(zip));
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
