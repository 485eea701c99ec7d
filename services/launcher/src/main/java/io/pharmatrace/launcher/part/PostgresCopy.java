package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.Failure;
import io.pharmatrace.launcher.home.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A consistent copy of the embedded PostgreSQL's files, while it runs or is stopped: the base
 * backup of PostgreSQL's manual, section 25.3.4 (low-level API). The programs from Maven have no
 * pg_dump and no pg_basebackup.
 */
public final class PostgresCopy {
  /** Takes the files; they may change, or vanish, while they are read. */
  public interface Target {
    /** Makes a directory, which may stay empty. */
    void directory(String name) throws IOException;

    /** Copies a file as far as it reaches now. */
    void file(String name, Path source) throws IOException;

    /** Writes a file. */
    void text(String name, String text) throws IOException;
  }

  /** What PostgreSQL makes anew when it starts; the manual says to leave it out. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "postmaster.pid",
          "postmaster.opts",
          "pg_dynshmem",
          "pg_notify",
          "pg_replslot",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final String WAL = "pg_wal";

  private final Database database;
  private final Path data;

  /** A view of a home's database; copies nothing. */
  public PostgresCopy(Home home) {
    this.database = new Database(home);
    this.data = home.data("postgres");
  }

  /** Whether there is a database. */
  public boolean exists() {
    return Files.exists(data.resolve("PG_VERSION"));
  }

  /** Bytes of its files now. */
  public long size() throws IOException {
    long[] sum = new long[1];
    walk(data, (name, source) -> sum[0] += sizeOf(source), false);
    return sum[0];
  }

  /** Copies a database that does not run. */
  public void copyStopped(Target target) throws IOException {
    copy(target, false);
  }

  /**
   * Copies a database that runs, as it is when this ends.
   *
   * @throws Failure when PostgreSQL refuses
   */
  public void copyRunning(Target target) throws IOException {
    try (Connection connection = database.administer();
        Statement statement = connection.createStatement()) {
      // The slot, which goes with the connection, keeps the log from being recycled meanwhile.
      statement.execute(
          "SELECT pg_create_physical_replication_slot('backup_' || pg_backend_pid(), true, true)");
      String first = ask(statement, "SELECT pg_walfile_name(pg_backup_start('pharmatrace', true))");
      copy(target, true);
      String last;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT pg_walfile_name(lsn), labelfile FROM pg_backup_stop(false)")) {
        row.next();
        last = row.getString(1);
        target.text("backup_label", row.getString(2));
      }
      copyLog(target, first, last);
    } catch (SQLException e) {
      throw new Failure(
          "the database cannot be copied",
          "PostgreSQL says: " + e.getMessage(),
          "See ./pharmatrace status, and run the command again.",
          e);
    }
  }

  private static String ask(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The log from the first to the last segment that recovery needs. */
  private void copyLog(Target target, String first, String last) throws IOException {
    try (var segments = Files.newDirectoryStream(data.resolve(WAL), "[0-9A-F]*")) {
      for (Path segment : segments) {
        String name = segment.getFileName().toString();
        if (name.length() == 24 && name.compareTo(first) >= 0 && name.compareTo(last) <= 0) {
          target.file(WAL + "/" + name, segment);
        }
      }
    }
  }

  private interface Each {
    void take(String name, Path source) throws IOException;
  }

  private void copy(Target target, boolean withoutLog) throws IOException {
    walk(
        data,
        (name, source) -> {
          if (Files.isDirectory(source)) {
            target.directory(name);
          } else {
            target.file(name, source);
          }
        },
        withoutLog);
  }

  private static void walk(Path data, Each each, boolean withoutLog) throws IOException {
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            String name = data.relativize(directory).toString();
            if (!name.isEmpty()) {
              each.take(name, directory);
            }
            boolean skipped =
                LEFT_OUT.contains(name)
                    || name.contains("pgsql_tmp")
                    || (withoutLog && name.startsWith(WAL + "/"));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = data.relativize(file).toString();
            boolean log = name.startsWith(WAL + "/");
            if (!LEFT_OUT.contains(name) && !(withoutLog && log)) {
              each.take(name, file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem)
              throws IOException {
            if (problem instanceof java.nio.file.NoSuchFileException) {
              return FileVisitResult.CONTINUE; // dropped meanwhile; recovery knows of it
            }
            throw problem;
          }
        });
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (java.nio.file.NoSuchFileException e) {
      return 0;
    }
  }

  /** The version of the database's files, as in "17". */
  public String version() throws IOException {
    return Files.readString(data.resolve("PG_VERSION"), StandardCharsets.US_ASCII).strip();
  }
}
