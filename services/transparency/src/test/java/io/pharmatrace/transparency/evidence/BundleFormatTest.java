package io.pharmatrace.transparency.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.evidence.Report.Verdict;
import io.pharmatrace.transparency.path.RecordedJourney;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that were written once stay valid: the format is frozen. {@link #main} wrote them, and
 * writes those of a next version.
 */
class BundleFormatTest {
  private static final Path FILES = Path.of("src/test/resources/evidence");

  @ParameterizedTest
  @CsvSource({
    "event.json, network.json, VALID",
    "unit.json, network.json, VALID",
    "custody.json, network.json, VALID",
    "history.json, network.json, VALID",
    "development.json, development-network.json, NO_CONSENSUS",
    "event.json, development-network.json, INVALID",
    "development.json, network.json, INVALID"
  })
  void theFrozenFilesAreWhatTheyWere(String bundle, String network, Verdict verdict)
      throws IOException, MalformedException {
    TrustedNetwork trusted = TrustedNetwork.read(Files.readAllBytes(FILES.resolve(network)));
    Report report =
        new BundleCheck(Optional.of(trusted)).check(Files.readAllBytes(FILES.resolve(bundle)));

    assertThat(report.verdict()).as(report.toString()).isEqualTo(verdict);
  }

  /** Only writes what is missing. */
  public static void main(String[] arguments) throws IOException {
    RecordedJourney journey = new RecordedJourney().toTheWholesaler();
    TestBundles held = new TestBundles(journey);
    RecordedJourney end = new RecordedJourney().toTheEnd();
    TestBundles ended = new TestBundles(end);
    Files.createDirectories(FILES);
    write("network.json", TestBundles.TRUSTED.write());
    write("development-network.json", TestBundles.DEVELOPMENT.write());
    write("event.json", held.batchEvent().write());
    write("unit.json", held.batchUnit().write());
    write("custody.json", held.custody(false, 4, held.commitments()).write());
    write("history.json", ended.custody(true, ended.commitments()).write());
    write(
        "development.json",
        new TestBundles(new RecordedJourney().packed())
            .onADevelopmentChain()
            .custody(true, 2)
            .write());
  }

  private static void write(String name, byte[] file) throws IOException {
    Path path = FILES.resolve(name);
    if (!Files.exists(path)) {
      Files.writeString(path, new String(file, StandardCharsets.UTF_8));
    }
  }
}
