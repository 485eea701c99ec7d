package io.pharmatrace.launcher.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.launcher.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives as files: what is read in them, and that damage is noticed. */
class ArchiveFilesTest {
  private static final String HEAD =
      """
      {"kind":"archive","format":"pharmatrace-archive/1","gtin":"09521101000023","lot":"L","expiry":"2020-01-31","manufacturer":"9521101000016"}
      """;

  /** Pack 1 was in case 2 from event 11 to 13, and that on pallet 3 from event 12 on. */
  private static final String BODY =
      """
      {"kind":"organisation","gln":"9521101000016","name":"Maker"}
      {"kind":"unit","id":1,"level":"PACK","key":"09521101000023","serial":"S1","own":true,"state":"Supplied","custodian":"9521101000016"}
      {"kind":"unit","id":2,"level":"SSCC","key":"095211010000000016","serial":"","own":false}
      {"kind":"unit","id":3,"level":"SSCC","key":"095211010000000023","serial":"","own":false}
      {"kind":"unit","id":4,"level":"PACK","key":"09521101000023","serial":"S2","own":true,"state":"Destroyed","custodian":"9521101000016"}
      {"kind":"membership","child":2,"parent":3,"enteredEvent":12,"leftEvent":null}
      {"kind":"membership","child":1,"parent":2,"enteredEvent":11,"leftEvent":13}
      {"kind":"event","id":10,"type":"ObjectEvent","step":"commissioning","organisation":"9521101000016","units":[1,4],"leaf":7,"hash":"aa"}
      {"kind":"event","id":13,"type":"ObjectEvent","step":"shipping","organisation":"9521101000016","units":[3],"leaf":8,"hash":"bb"}
      {"kind":"event","id":14,"type":"ObjectEvent","step":"receiving","organisation":"9521101000016","units":[3],"leaf":9,"hash":"cc"}
      {"kind":"event","id":15,"type":"ObjectEvent","step":"destroying","organisation":"9521101000016","units":[4],"leaf":10,"hash":"dd"}
      """;

  @TempDir Path directory;

  private Path archive(String text) throws IOException {
    Path file = directory.resolve("a.jsonl.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(UTF_8));
    }
    return file;
  }

  private String show(String serial) throws IOException {
    StringWriter printed = new StringWriter();
    new History(archive(HEAD + BODY)).of(serial, new PrintWriter(printed, true));
    return printed.toString();
  }

  @Test
  void thePackIsShownWithWhatHappenedToWhatHeldItMeanwhile() throws IOException {
    assertThat(show("S1").lines())
        .hasSize(4)
        .anyMatch(line -> line.equals("pack S1: Supplied, last held by 9521101000016 Maker"))
        .anyMatch(line -> line.contains("commissioning") && line.contains("leaf 7"))
        .anyMatch(line -> line.contains("shipping"));
  }

  @Test
  void whatHappenedToOthersIsNotShown() throws IOException {
    assertThat(show("S1")).doesNotContain("receiving").doesNotContain("destroying");
    assertThat(show("S2")).contains("destroying").doesNotContain("shipping");
  }

  @Test
  void aSerialNumberThatTheBatchDidNotHaveIsSaidSo() {
    assertThatThrownBy(() -> show("s1")).isInstanceOf(Failure.class).hasMessageContaining("s1");
  }

  @Test
  void theSummaryCountsPacksByState() throws IOException {
    StringWriter printed = new StringWriter();
    History.summary(archive(HEAD + BODY), new PrintWriter(printed, true));
    assertThat(printed.toString())
        .contains("packs Supplied: 1")
        .contains("packs Destroyed: 1")
        .contains("lines event: 4");
  }

  @Test
  void theDigestIsOfTheLinesAndNotOfTheirCompression() throws IOException {
    Reading first = Reading.of(archive(HEAD));

    assertThat(first.lines()).isEqualTo(Map.of("archive", 1L));
    // printf '%s\n' '{"kind":...}' | sha256sum
    assertThat(first.digest())
        .isEqualTo("d3a73dce3397ef5506bf22891b7cd2949759744384115dd3c5786cbef8b19ace");
    assertThat(first.sha256()).isNotEqualTo(first.digest());
  }

  @Test
  void anArchiveThatWasCutOffIsNotRead() throws IOException {
    Path file = archive(HEAD + BODY);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 9));

    assertThatThrownBy(() -> Reading.of(file)).isInstanceOf(Failure.class);
  }

  @Test
  void somethingElseIsNoArchive() throws IOException {
    Path file = archive("{\"kind\":\"archive\",\"format\":\"another/9\"}\n");

    assertThatThrownBy(() -> new History(file).of("S1", new PrintWriter(new StringWriter())))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("pharmatrace-archive/1");
  }

  @Test
  void aBatchIsReadAndItsFilesAreNamedWhateverItsNumberHolds() {
    Batch batch = Batch.of("9521101000023/A/B-C*");

    assertThat(batch).isEqualTo(new Batch("09521101000023", "A/B-C*"));
    assertThat(batch.file(directory).getParent()).isEqualTo(directory);
    assertThat(batch.path()).isEqualTo("/09521101000023/A%2FB-C*");
    assertThatThrownBy(() -> Batch.of("9521101000024/L"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Batch.of("9521101000023"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
