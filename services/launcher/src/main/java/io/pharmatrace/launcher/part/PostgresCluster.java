package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.Secrets;
import io.pharmatrace.launcher.home.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes PostgreSQL's data directory. */
final class PostgresCluster {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final Home home;
  private final PostgresSoftware software;
  private final List<String> prefix;

  PostgresCluster(Home home, PostgresSoftware software, List<String> prefix) {
    this.home = home;
    this.software = software;
    this.prefix = prefix;
  }

  /**
   * Makes a cluster. It is made beside its place and moved there whole, so that an interrupted
   * start leaves nothing that looks like one.
   *
   * @param target does not hold a cluster yet
   */
  void create(Path target) {
    Path draft = target.resolveSibling(target.getFileName() + ".new");
    Secrets secrets = new Secrets(home);
    secrets.get(Database.SUPERUSER_SECRET);
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            software.program("initdb").toString(),
            "--pgdata=" + draft,
            "--username=" + Database.SUPERUSER,
            "--pwfile=" + secrets.file(Database.SUPERUSER_SECRET),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            // Sorts by code point on every machine alike, unlike the C library's own tables.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums"));
    try {
      Trees.delete(draft);
      Trees.delete(target);
      Foreground.run("initdb", command, home.logOf("postgres"), DEADLINE);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the database cluster " + target, e);
    }
  }
}
