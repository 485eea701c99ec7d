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
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
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
          + " pairs. Prints a table and writes JSON. Benchmarks: gs1.",
      ""
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured, whether a goal was reached or not", "1:failed", "2:wrong usage"})
public final class Main implements Callable<Integer> {
  private static final int LEAST_PAIRS = 7;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which benchmark; default: all.")
  private @Nullable String name;

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
    return new CommandLine(new Main()).setUsageHelpWidth(110);
  }

  @Override
  public Integer call() throws RunnerException, IOException {
    List<Measure> chosen =
        Measures.ALL.stream().filter(each -> name == null || each.name().equals(name)).toList();
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no benchmark '%s'; there are %s"
              .formatted(name, String.join(", ", Measures.names())));
    }
    if (pairs < LEAST_PAIRS) {
      throw new ParameterException(spec.commandLine(), "--pairs is " + LEAST_PAIRS + " or more");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%-6s %-26s %12s %12s %18s %8s %10s%n",
        "name", "measured", "time", "baseline", "ratio (range)", "goal", "allocated");
    List<Outcome> outcomes = new ArrayList<>();
    for (Measure measure : chosen) {
      Outcome outcome = new Pairs(pairs).run(measure);
      outcomes.add(outcome);
      out.println(row(outcome));
      out.flush();
    }
    Path file = write(outcomes);
    out.println("Written to " + file + ".");
    out.flush();
    return 0;
  }

  private static String row(Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%-6s %-26s %9.1f ns %9.1f ns %6.2f (%.2f-%.2f) %4s %3.0f %7.0f B",
        outcome.measure().name(),
        outcome.measure().what(),
        outcome.nanoseconds(),
        outcome.baselineNanoseconds(),
        outcome.ratio(),
        outcome.least(),
        outcome.greatest(),
        outcome.reached() ? "<=" : ">",
        outcome.measure().goal(),
        outcome.bytes());
  }

  private Path write(List<Outcome> outcomes) throws IOException {
    Files.createDirectories(output);
    Path file = output.resolve((name == null ? "all" : name) + ".json");
    List<Map<String, Object>> rows = outcomes.stream().map(this::json).toList();
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), rows);
    return file;
  }

  private Map<String, Object> json(Outcome outcome) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", outcome.measure().name());
    row.put("measured", outcome.measure().what());
    row.put("pairs", pairs);
    row.put("nanoseconds", outcome.nanoseconds());
    row.put("baselineNanoseconds", outcome.baselineNanoseconds());
    row.put("ratio", outcome.ratio());
    row.put("leastRatio", outcome.least());
    row.put("greatestRatio", outcome.greatest());
    row.put("goal", outcome.measure().goal());
    row.put("bytesAllocated", outcome.bytes());
    row.put("java", System.getProperty("java.vm.version"));
    row.put("processors", Runtime.getRuntime().availableProcessors());
    row.put("at", Clock.systemUTC().instant().toString());
    return row;
  }
}
