package io.pharmatrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own benchmark, on the product's database, with as many clients as {@link Wrk}. */
final class Pgbench {
  private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+) ");

  private final Map<String, String> environment;
  private final List<String> what;

  /**
   * Prepares a load.
   *
   * @param environment says where the database is (PGHOST...)
   * @param what arguments that say what is done
   */
  Pgbench(Map<String, String> environment, List<String> what) throws IOException {
    Programs.require("pgbench", "postgresql");
    this.environment = environment;
    this.what = what;
  }

  /** Transactions in a second. */
  double rate(int seconds) throws IOException {
    Matcher rate = RATE.matcher(run(seconds, List.of()));
    if (!rate.find()) {
      throw new IOException("pgbench printed no rate");
    }
    return Double.parseDouble(rate.group(1));
  }

  /** 99th percentile of a transaction's time at some rate, in ms. */
  double p99(int seconds, double rate) throws IOException {
    Path logs = Files.createTempDirectory("bench-pgbench-");
    try {
      run(
          seconds,
          List.of(
              "--rate=" + Math.round(rate),
              "--log",
              "--log-prefix=" + logs.resolve("transactions")));
      List<Double> times = new ArrayList<>();
      for (Path log : files(logs)) {
        // client, transaction, microseconds, ...
        Files.readAllLines(log).forEach(line -> times.add(Double.valueOf(line.split(" ", 4)[2])));
      }
      return times.stream().sorted().toList().get((int) (times.size() * 0.99)) / 1e3;
    } finally {
      for (Path log : files(logs)) {
        Files.delete(log);
      }
      Files.delete(logs);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private String run(int seconds, List<String> more) throws IOException {
    List<String> command = new ArrayList<>(List.of("pgbench", "-n", "-M", "prepared", "-j1"));
    command.addAll(List.of("-c" + Wrk.CONNECTIONS, "-T" + seconds));
    command.addAll(what);
    command.addAll(more);
    return Programs.run(environment, command);
  }
}
