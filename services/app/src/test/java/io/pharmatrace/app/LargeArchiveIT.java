package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.launcher.archive.ArchiveCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A large batch is archived as a small one is. Each pack is commissioned with others, packed into a
 * case of a hundred, and dispensed by an event of its own. By hand: {@code
 * -Darchived.packs=200000}, which prints how long it takes and how large the archive is.
 */
class LargeArchiveIT extends ArchiveTest {
  private static final int PACKS = Integer.getInteger("archived.packs", 2_000);
  private static final int AT_ONCE = 2_000;
  private static final int CASE = 100;

  @Test
  void aLargeBatchIsArchivedWhole(@TempDir Path directory) throws Exception {
    for (int from = 0; from < PACKS; from += AT_ONCE) {
      int to = Math.min(PACKS, from + AT_ONCE);
      stored(
          MAKER,
          commissioning(longAgo(), "BIG", expired(), serials(from, to)),
          events(from / CASE, to / CASE, LargeArchiveIT::packing),
          events(from / CASE, to / CASE, LargeArchiveIT::unpacking),
          events(from, to, i -> dispensed(longAgo(), "BIG-" + i)));
    }
    download("BIG");
    Path password = app.home().resolve("secrets/admin-password");
    StringWriter printed = new StringWriter();
    long started = System.nanoTime();

    int code =
        new CommandLine(new ArchiveCommand())
            .setOut(new PrintWriter(printed, true))
            .setErr(new PrintWriter(printed, true))
            .execute(
                "run",
                "--batch=" + GTIN + "/BIG",
                "--output=" + directory,
                "--api=" + app.uri(),
                "--password-file=" + password);

    assertThat(code).as("%s", printed).isZero();
    assertThat(history("BIG-%")).isZero();
    Path file = directory.resolve(GTIN + "_BIG.jsonl.gz");
    System.out.printf(
        "%,d packs, %s archived in %,d ms; file of %,d bytes%n",
        PACKS,
        printed.toString().lines().reduce("", (_, last) -> last),
        (System.nanoTime() - started) / 1_000_000,
        Files.size(file));
    assertThat(count("SELECT count(*) FROM custody.unit WHERE state = 'Archived'"))
        .isEqualTo(PACKS + PACKS / CASE);
    assertThat(printed.toString()).contains(PACKS + PACKS / CASE + " units");
    assertThat(code(MAKER, "BIG-0")).isEqualTo("EXPIRED");
  }

  private static String[] serials(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "BIG-" + i).toArray(String[]::new);
  }

  private static String events(int from, int to, IntFunction<String> event) {
    return IntStream.range(from, to).mapToObj(event).collect(Collectors.joining(","));
  }

  private static String packing(int number) {
    return aggregation("ADD", "09", number);
  }

  private static String unpacking(int number) {
    return aggregation("DELETE", "11", number);
  }

  private static String aggregation(String action, String hour, int number) {
    return on(
        longAgo(),
        event(
            "AggregationEvent",
            hour,
            MAKER_GLN,
            "\"action\": \"%s\", \"parentID\": \"%s\", \"childEPCs\": [%s]"
                .formatted(
                    action,
                    SSCC + sscc(number),
                    Captures.packs(serials(number * CASE, (number + 1) * CASE)))));
  }

  /** Of the maker's prefix, with its check digit (GS1 General Specifications, section 7.9). */
  private static String sscc(int number) {
    String digits = "09521101%09d".formatted(500_000 + number);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return digits + (10 - sum % 10) % 10;
  }
}
