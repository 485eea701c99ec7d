package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pharmatrace.app.RunningApplication.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jdbi.v3.core.Jdbi;

/** What tests of archiving need: batches that are old by the times of their events, archives. */
abstract class ArchiveTest extends ErrorDeclarationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An archive as it was downloaded.
   *
   * @param digest as the header says
   * @param text its lines
   */
  record Archive(String digest, String text) {
    List<JsonNode> lines(String kind) {
      List<JsonNode> found = new ArrayList<>();
      for (String line : text.lines().toList()) {
        try {
          JsonNode one = JSON.readTree(line);
          if (one.get("kind").asText().equals(kind)) {
            found.add(one);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(line, e);
        }
      }
      return found;
    }

    String computed() {
      try {
        return HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  /** Longer ago than anything has to be kept. */
  static LocalDate longAgo() {
    return today().minusYears(7);
  }

  static LocalDate expired() {
    return today().minusYears(2);
  }

  /** An event that happened at this hour of a day; the text of an event of 2026-11-20 otherwise. */
  static String on(LocalDate day, String event) {
    return event.replace("2026-11-20", day.toString());
  }

  static String commissioning(LocalDate day, String lot, LocalDate expiry, String... serials) {
    return on(day, Captures.commissioning(serials))
        .replace("\"M\"", "\"" + lot + "\"")
        .replace("2031-12-31", expiry.toString());
  }

  /** A batch that was made long ago, and has expired since. */
  static void old(String lot, String... serials) {
    stored(SupplyChain.MAKER, commissioning(longAgo(), lot, expired(), serials));
  }

  static String dispensed(LocalDate day, String serial) {
    return on(day, step("dispensing", "12", MAKER_GLN, Captures.packs(serial)));
  }

  static String path(String lot) {
    return "/api/v1/archive/batches/" + GTIN + "/" + lot;
  }

  static List<String> listed(String who) {
    return app.get(who, "/api/v1/archive/batches?limit=100").body().findValuesAsText("batch");
  }

  /** The archive, as soon as what is told of the batch is anchored. */
  static Archive download(String lot) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(obstacles(lot)).as(lot).containsExactly("[]"));
    HttpRequest request = app.request(app.token("admin"), path(lot)).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as(lot).isEqualTo(200);
      try (var lines = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
        return new Archive(
            answer.headers().firstValue("Archive-Digest").orElseThrow(),
            new String(lines.readAllBytes(), UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static List<String> obstacles(String lot) {
    List<String> found = new ArrayList<>();
    for (JsonNode batch : app.get("admin", "/api/v1/archive/batches?limit=100").body()) {
      if (batch.get("batch").asText().equals(lot)) {
        found.add(batch.get("obstacles").toString());
      }
    }
    return found;
  }

  static Answer remove(String lot, String digest) {
    return app.post(
        "admin", path(lot) + "/removal", "application/json", "{\"digest\":\"" + digest + "\"}");
  }

  /** Archives a batch as the command does. */
  static Archive archived(String lot) {
    Archive archive = download(lot);
    Answer answer = remove(lot, archive.digest());
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return archive;
  }

  static long count(String sql) {
    return app.bean(Jdbi.class)
        .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** Rows that say something of packs with these serial numbers. */
  static long history(String like) {
    return count(
        """
        WITH u AS (SELECT id FROM custody.unit WHERE serial LIKE '%s')
        SELECT (SELECT count(*) FROM custody.event_unit e JOIN u ON u.id = e.unit_id)
             + (SELECT count(*) FROM custody.change c JOIN u ON u.id = c.unit_id)
             + (SELECT count(*) FROM custody.membership m JOIN u ON u.id = m.child_id)
             + (SELECT count(*) FROM custody.offer_unit o JOIN u ON u.id = o.unit_id)
        """
            .formatted(like));
  }
}
