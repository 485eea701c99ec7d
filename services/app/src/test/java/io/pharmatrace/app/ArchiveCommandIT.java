package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.launcher.archive.ArchiveCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./pharmatrace archive} against the running application. */
class ArchiveCommandIT extends ArchiveTest {
  @TempDir Path directory;

  /** What a command printed, and with which code it ended. */
  private record Ran(int code, String output) {}

  private Ran run(String user, String... arguments) throws IOException {
    Path password = directory.resolve("password-of-" + user);
    Files.writeString(
        password,
        user.equals("admin")
            ? Files.readString(app.home().resolve("secrets/admin-password"))
            : RunningApplication.PASSWORD);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--api", app.uri().toString(), "--user", user, "--password-file", password.toString()));
    return local(all.toArray(String[]::new));
  }

  private static Ran local(String... arguments) {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed, true);
    int code =
        new CommandLine(new ArchiveCommand()).setOut(writer).setErr(writer).execute(arguments);
    return new Ran(code, printed.toString());
  }

  private Path output() {
    return directory.resolve("archives");
  }

  private Path file(String lot) {
    return output().resolve(GTIN + "_" + lot + ".jsonl.gz");
  }

  private Ran archive(String user, String lot) throws IOException {
    return run(user, "run", "--batch", GTIN + "/" + lot, "--output", output().toString());
  }

  private static void due(String lot, String serial) {
    old(lot, serial);
    stored(MAKER, dispensed(longAgo(), serial));
    download(lot);
  }

  @Test
  void whatIsDueIsArchivedVerifiedAndShownWithoutTheServer() throws IOException {
    due("C1", "C1-1");
    assertThat(run("admin", "list").output()).contains(GTIN + "/C1  due since").contains("1 packs");
    Ran dry = run("admin", "run", "--all-due", "--dry-run", "--output", output().toString());
    assertThat(dry.code()).isZero();
    assertThat(dry.output()).contains(GTIN + "/C1").contains("nothing was changed");
    Ran one =
        run("admin", "run", "--batch", GTIN + "/C1", "--dry-run", "--output", output().toString());
    assertThat(one.output()).contains(GTIN + "/C1").contains("1 to archive");
    Ran none =
        run(
            "admin",
            "run",
            "--batch",
            GTIN + "/NONE",
            "--dry-run",
            "--output",
            output().toString());
    assertThat(none.output()).contains("0 to archive");
    assertThat(file("C1")).doesNotExist();

    Ran ran = run("admin", "run", "--all-due", "--output", output().toString());

    assertThat(ran.code()).as(ran.output()).isZero();
    assertThat(code(MAKER, "C1-1")).isEqualTo("EXPIRED");
    assertThat(history("C1-_")).isZero();
    assertThat(run("admin", "list").output()).doesNotContain("C1");
    Ran verified = local("verify", output().toString());
    assertThat(verified.code()).as(verified.output()).isZero();
    assertThat(verified.output()).contains(GTIN + "/C1: whole, archived ");
    Ran shown = local("show", file("C1").toString(), "--serial", "C1-1");
    assertThat(shown.code()).as(shown.output()).isZero();
    assertThat(shown.output().lines())
        .hasSize(4)
        .anyMatch(line -> line.contains("C1-1: Supplied, last held by " + MAKER_GLN))
        .anyMatch(line -> line.contains("commissioning"))
        .anyMatch(line -> line.contains("dispensing"));
    assertThat(local("show", file("C1").toString()).output()).contains("packs Supplied: 1");
    assertThat(local("show", file("C1").toString(), "--serial", "c1-1").code()).isEqualTo(1);
  }

  /** A regulator may download and not remove: as if the command had been killed in between. */
  @Test
  void whoIsInterruptedAfterTheDownloadGoesOnWithTheSameFile() throws IOException {
    due("C2", "C2-1");
    Ran interrupted = archive(REGULATOR, "C2");
    assertThat(interrupted.code()).isEqualTo(1);
    assertThat(interrupted.output()).contains("not-permitted");
    assertThat(trace("C2-1").path("steps")).hasSize(2);
    byte[] before = Files.readAllBytes(file("C2"));
    assertThat(local("verify", output().toString()).output())
        .contains("not known to be removed from the server");

    Ran again = archive("admin", "C2");

    assertThat(again.code()).as(again.output()).isZero();
    assertThat(again.output()).doesNotContain("downloading");
    assertThat(Files.readAllBytes(file("C2"))).isEqualTo(before);
    assertThat(history("C2-_")).isZero();
    assertThat(archive("admin", "C2").code()).isZero();
  }

  @Test
  void whoIsInterruptedAfterTheRemovalIsToldThatItIsDone() throws IOException {
    due("C3", "C3-1");
    assertThat(archive(REGULATOR, "C3").code()).isEqualTo(1);
    // The server has removed it, but the answer never came.
    assertThat(remove("C3", download("C3").digest()).status()).isEqualTo(200);

    Ran again = archive("admin", "C3");

    assertThat(again.code()).as(again.output()).isZero();
    assertThat(local("verify", output().toString()).output()).contains("C3: whole, archived ");
  }

  @Test
  void whatWasToldMeanwhileIsDownloadedToo() throws IOException {
    due("C4", "C4-1");
    assertThat(archive(REGULATOR, "C4").code()).isEqualTo(1);
    stored(
        MAKER,
        on(longAgo().plusDays(1), step("inspecting", "13", MAKER_GLN, Captures.packs("C4-1"))));
    download("C4");

    Ran again = archive("admin", "C4");

    assertThat(again.code()).as(again.output()).isZero();
    assertThat(again.output()).contains("downloading");
    assertThat(local("show", file("C4").toString(), "--serial", "C4-1").output())
        .contains("inspecting");
  }

  @Test
  void nothingIsRemovedForAFileThatIsDamaged() throws IOException {
    due("C5", "C5-1");
    assertThat(archive(REGULATOR, "C5").code()).isEqualTo(1);
    byte[] content = Files.readAllBytes(file("C5"));
    content[content.length / 2] = (byte) (content[content.length / 2] ^ 1);
    Files.write(file("C5"), content);

    assertThat(local("verify", output().toString()).code()).isEqualTo(1);
    assertThat(archive("admin", "C5").code()).isEqualTo(1);
    assertThat(trace("C5-1").path("steps")).hasSize(2);
  }

  @Test
  void whatIsNotDueIsRefusedWithTheReason() throws IOException {
    stored(MAKER, commissioning(longAgo(), "C6", today().minusMonths(1), "C6-1"));

    Ran ran = archive("admin", "C6");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.output()).contains("batch-not-due").contains("a year after expiry");
    assertThat(run("admin", "run", "--batch", "nonsense", "--output", "x").code()).isEqualTo(2);
  }
}
