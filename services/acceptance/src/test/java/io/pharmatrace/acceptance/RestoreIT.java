package io.pharmatrace.acceptance;

import static io.pharmatrace.acceptance.Scanners.At.ALPINA;
import static io.pharmatrace.acceptance.Scanners.At.LINDEN;
import static io.pharmatrace.acceptance.Scanners.At.NORDHAVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.acceptance.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home is backed up while it runs, goes on, and gets its old database back, all by the commands:
 * each log goes on where the chain has it, and custody knows again what scanners told it.
 */
class RestoreIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String CASE = "]C100095211010000000306";
  private static final String MAKER = "Active with Nordhaven Pharma GmbH sealed";
  private static final String WHOLESALER = "Active with Alpina Grosshandel AG sealed";
  private static final String PHARMACY = "Active with Linden-Apotheke sealed";
  private static final String DISPENSED = "Supplied with Linden-Apotheke sealed";

  /** Each pack that is asked about, with who holds it when everything has happened. */
  private static final Map<String, String> HOLDERS =
      Map.of("K1", "linden", "K2", "alpina", "K3", "linden", "N1", "nordhaven", "R1", "nordhaven");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Launcher launcher;

  @SuppressWarnings("NullAway.Init")
  private Books books;

  @AfterEach
  void stop() throws Exception {
    launcher.run("down");
  }

  @Test
  void aRestoredHomeGoesOnWhereChainAndScannersAre() throws Exception {
    launcher = new Launcher(directory.resolve("home"));
    books = new Books(launcher);
    succeed("up", "--chain=dev");
    Api api = new Api(launcher);
    String ledger = api.get("admin", "/api/v1/chain").path("ledger").asText();
    Instant captured = Instant.now();
    String backup = directory.resolve("backup").toString();
    try (Scanners scanners = new Scanners(launcher.port("kafka"))) {
      beforeTheBackup(scanners);
      succeed("backup", backup);
      afterIt(scanners, api, captured);
    }
    Map<String, String> logs = books.logs();
    Map<String, NavigableSet<Long>> onChain = books.onChain(ledger);
    Map<String, String> verdicts = verdicts(api);
    long transactions = books.transactions();

    Result running = launcher.run("restore", backup, "--replace");
    assertThat(running.code()).isEqualTo(1);
    assertThat(running.output()).contains("runs there").contains("Run ./pharmatrace down first");
    succeed("down");
    refuseWhatCannotBeRestored(backup);
    Result restored = succeed("restore", backup, "--replace");
    assertThat(restored.output()).contains("is kept in", "Restored the database as of");
    succeed("up", "--chain=dev");

    knowsAgainWhatScannersTold();
    assertThat(books.logs().keySet()).isEqualTo(logs.keySet());
    awaitDoctor(
        "1 entries came back from the journal without their documents",
        "1 units are further by their seals than by custody");
    Api again = new Api(launcher);
    assertThat(new Company(again).commission("R1", captured)).isTrue();
    awaitPacks(Map.of("R1", MAKER));
    assertThat(verdicts(again)).isEqualTo(verdicts);
    awaitDoctor(
        "every entry of the logs has its document", "seals lead to where custody has the units");

    goesOn();
    Map<String, NavigableSet<Long>> atTheEnd = books.onChain(ledger);
    assertThat(inDatabase(atTheEnd)).isEqualTo(books.logs());
    assertThat(books.transactions() - transactions)
        .as("each transaction brought a commitment")
        .isEqualTo(count(atTheEnd) - count(onChain))
        .isPositive();
    assertThat(again.get("regulator", "/api/v1/alerts?code=seal-conflict")).isEmpty();
  }

  private void beforeTheBackup(Scanners scanners) {
    for (String serial : new String[] {"K1", "K2", "K3"}) {
      scanners.read(NORDHAVEN, "commissioning", Scanners.label(serial, "BACK1"));
    }
    scanners.pack(NORDHAVEN, Scanners.label("K1", "BACK1"), CASE);
    scanners.pack(NORDHAVEN, Scanners.label("K2", "BACK1"), CASE);
    scanners.ship(NORDHAVEN, CASE, ALPINA);
    awaitPacks(Map.of("K1", WHOLESALER, "K2", WHOLESALER, "K3", MAKER));
  }

  /** What the backup has is handed on and dispensed, and more is made, also by REST. */
  private void afterIt(Scanners scanners, Api api, Instant captured) throws Exception {
    scanners.read(ALPINA, "unpacking", CASE);
    scanners.ship(ALPINA, Scanners.label("K1", "BACK1"), LINDEN);
    scanners.read(LINDEN, "dispensing", Scanners.label("K1", "BACK1"));
    scanners.ship(NORDHAVEN, Scanners.label("K3", "BACK1"), LINDEN);
    scanners.read(NORDHAVEN, "commissioning", Scanners.label("N1", "BACK2"));
    assertThat(new Company(api).commission("R1", captured)).isTrue();
    awaitPacks(Map.of("K1", DISPENSED, "K2", WHOLESALER, "K3", PHARMACY, "N1", MAKER, "R1", MAKER));
  }

  /** R1 was told by REST: nobody tells it again by himself. */
  private void knowsAgainWhatScannersTold() throws Exception {
    awaitPacks(Map.of("K1", DISPENSED, "K2", WHOLESALER, "K3", PHARMACY, "N1", MAKER));
    assertThat(books.packs()).doesNotContainKey("R1");
  }

  private void goesOn() throws Exception {
    try (Scanners scanners = new Scanners(launcher.port("kafka"))) {
      scanners.read(LINDEN, "dispensing", Scanners.label("K3", "BACK1"));
      scanners.ship(ALPINA, Scanners.label("K2", "BACK1"), LINDEN);
      scanners.read(NORDHAVEN, "commissioning", Scanners.label("N2", "BACK2"));
    }
    awaitPacks(Map.of("K3", DISPENSED, "K2", PHARMACY, "N2", MAKER));
  }

  private void refuseWhatCannotBeRestored(String backup) throws Exception {
    Map<String, FileTime> data = data();
    Result nowhere = launcher.run("restore", directory.resolve("nowhere").toString(), "--replace");
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.output()).contains("it has no manifest.json");
    Path file = Path.of(backup, "database/global/pg_control");
    byte[] whole = Files.readAllBytes(file);
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    Files.write(file, damaged);
    Result refused = launcher.run("restore", backup, "--replace");
    Files.write(file, whole);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("pg_control is missing or not what was backed up");
    assertThat(data()).as("the data of the home").isEqualTo(data);
  }

  /** All that is in {@code data/}, and when it was written. */
  private Map<String, FileTime> data() throws IOException {
    Map<String, FileTime> written = new TreeMap<>();
    try (Stream<Path> files = Files.walk(launcher.file("data"))) {
      for (Path file : files.toList()) {
        written.put(file.toString(), Files.getLastModifiedTime(file));
      }
    }
    return written;
  }

  private Result succeed(String... arguments) throws Exception {
    Result result = launcher.run(arguments);
    assertThat(result.code()).as(result.output()).isZero();
    return result;
  }

  /** Waits until these packs are so, and all that was told is confirmed on chain. */
  private void awaitPacks(Map<String, String> expected) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              assertThat(books.packs()).containsAllEntriesOf(expected);
              assertThat(books.isSettled()).as("all is confirmed").isTrue();
            });
  }

  private void awaitDoctor(String... findings) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(succeed("doctor").output()).contains(findings));
  }

  private static Map<String, String> verdicts(Api api) throws Exception {
    Map<String, String> verdicts = new TreeMap<>();
    for (Map.Entry<String, String> each : HOLDERS.entrySet()) {
      String path = "/api/v1/packs/" + Company.GTIN + "/" + each.getKey();
      verdicts.put(each.getKey(), api.get(each.getValue(), path).path("verdict").asText());
    }
    return verdicts;
  }

  /** As the database has it when it has the same: each number from 1 to the last, once. */
  private static Map<String, String> inDatabase(Map<String, NavigableSet<Long>> onChain) {
    onChain.forEach(
        (name, numbers) -> assertThat(numbers.last()).as(name).isEqualTo(numbers.size()));
    return onChain.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, each -> String.valueOf(each.getValue().last())));
  }

  private static long count(Map<String, NavigableSet<Long>> onChain) {
    return onChain.values().stream().mapToLong(NavigableSet::size).sum();
  }
}
