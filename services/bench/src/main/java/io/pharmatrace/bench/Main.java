package io.pharmatrace.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs benchmarks, prints a table and writes JSON. */
@Command(
    name = "./pharmatrace bench",
    description = {
      "Measures how fast PharmaTrace is, as a ratio to a baseline that runs in turns with it: median of at least 7"
          + " pairs. Prints a table and writes JSON. Benchmarks: gs1 (parsing), leaves (a log's"
          + " tree), bundle (offline check of evidence), gas (of commitments), submit"
          + " (commitments signed and mined), anchor"
          + " (entries on chain, ten minutes), verify, verify-hot and dispense (the whole"
          + " product with a million packs; needs wrk and pgbench, ten minutes the first time).",
      ""
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured, whether a goal was reached or not", "1:failed", "2:wrong usage"})
public final class Main implements Callable<Integer> {
  private static final int LEAST_PAIRS = 7;

  @Parameters(paramLabel = "NAME", description = "Which benchmarks; default: all.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--pairs",
      paramLabel = "COUNT",
      defaultValue = "" + LEAST_PAIRS,
      description = "How many pairs, at least " + LEAST_PAIRS + "; default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "var/bench",
      description = "Where the JSON is written; default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("var/bench");

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /**
   * Runs the command.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command, for {@link #main} and for tests of help and exit codes. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setUsageHelpWidth(110)
        // The launcher gives one, and whoever types another means that.
        .setOverwrittenOptionsAllowed(true);
  }

  @Override
  public Integer call() throws IOException {
    for (String name : names) {
      if (!Benchmarks.names().contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no benchmark '%s'; there are %s"
                .formatted(name, String.join(", ", Benchmarks.names())));
      }
    }
    List<Benchmark> chosen =
        Benchmarks.ALL.stream()
            .filter(each -> names.isEmpty() || names.contains(each.name()))
            .toList();
    if (pairs < LEAST_PAIRS) {
      throw new ParameterException(spec.commandLine(), "--pairs is " + LEAST_PAIRS + " or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    Benchmark.Run run =
        new Benchmark.Run(pairs, output.toAbsolutePath(), spec.commandLine().getErr());
    List<Outcome> outcomes = new ArrayList<>();
    out.printf(
        "%-10s %-42s %14s %14s %20s %8s  %s%n",
        "name", "measured", "figure", "baseline", "ratio (range)", "goal", "more");
    out.flush();
    int failed = 0;
    for (Benchmark benchmark : chosen) {
      try {
        List<Outcome> some = benchmark.run(run);
        some.forEach(outcome -> out.println(row(outcome)));
        outcomes.addAll(some);
      } catch (IOException | RuntimeException e) {
        // Others take an hour, too: what they measured is not lost for this one.
        failed++;
        out.println(benchmark.name() + " failed:");
        e.printStackTrace(out);
      }
      out.flush();
    }
    out.println("Written to " + write(outcomes) + ".");
    out.flush();
    return failed == 0 ? 0 : 1;
  }

  private static String row(Outcome outcome) {
    String more =
        outcome.more().entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.1f", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%-10s %-42s %9.1f %-4s %9.1f %-4s %6.2f (%.2f to %.2f) %s %s %.2f  %s",
        outcome.name(),
        outcome.what(),
        outcome.measured(),
        outcome.unit(),
        outcome.baseline(),
        outcome.unit(),
        outcome.ratio().median(),
        outcome.ratio().least(),
        outcome.ratio().greatest(),
        outcome.goal().atMost() ? "<=" : ">=",
        outcome.reached() ? "reached:" : "missed:",
        outcome.goal().ratio(),
        more);
  }

  private Path write(List<Outcome> outcomes) throws IOException {
    Files.createDirectories(output);
    Path file = output.resolve((names.isEmpty() ? "all" : String.join("-", names)) + ".json");
    List<Map<String, Object>> rows = outcomes.stream().map(this::json).toList();
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), rows);
    return file;
  }

  private Map<String, Object> json(Outcome outcome) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", outcome.name());
    row.put("measured", outcome.what());
    row.put("pairs", pairs);
    row.put("unit", outcome.unit());
    row.put("figure", outcome.measured());
    row.put("baseline", outcome.baseline());
    row.put("ratio", outcome.ratio().median());
    row.put("leastRatio", outcome.ratio().least());
    row.put("greatestRatio", outcome.ratio().greatest());
    row.put("goal", outcome.goal().ratio());
    row.put("reached", outcome.reached());
    row.putAll(outcome.more());
    row.put("java", System.getProperty("java.vm.version"));
    row.put("processors", Runtime.getRuntime().availableProcessors());
    row.put("at", Clock.systemUTC().instant().toString());
    return row;
  }
}
