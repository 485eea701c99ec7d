package io.pharmatrace.evidence;

import io.pharmatrace.transparency.evidence.Bundle;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.MalformedException;
import io.pharmatrace.transparency.evidence.Report;
import io.pharmatrace.transparency.evidence.Report.Finding;
import io.pharmatrace.transparency.evidence.TrustedNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks bundles. */
@Command(
    name = "verify",
    description = {
      "Checks evidence bundles with no network, given only the facts of the network that you trust, and prints"
          + " each step.",
      "",
      "Get the network file from a source that you trust, never from who sent the bundle. Without it nothing"
          + " can be proven, only that the bundle is consistent.",
      "",
      "Exit code: 0 valid; 1 invalid; 2 consistent, but no consensus proof (a development chain, or no network"
          + " file); 64 wrong usage, or a file that cannot be read. Of several bundles: 1 when one is"
          + " invalid, else 2 when one lacks the proof."
    },
    exitCodeOnInvalidInput = Main.NO_ANSWER,
    exitCodeOnExecutionException = Main.NO_ANSWER,
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private static final int INVALID = 1;
  private static final int NO_CONSENSUS = 2;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Evidence bundles.")
  private List<Path> files = List.of();

  @Option(
      names = "--network",
      paramLabel = "FILE",
      description = "The network that you trust, as ./pharmatrace evidence network prints it.")
  private @Nullable Path network;

  @Option(names = "--json", description = "Prints a line of JSON for each bundle.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try {
      return verify();
    } catch (OutOfMemoryError | StackOverflowError e) {
      // Java would end with 1, which is an answer here.
      throw failure("checking took more memory than this program was given: %s.".formatted(e));
    }
  }

  private int verify() {
    BundleCheck check = new BundleCheck(trusted());
    PrintWriter out = spec.commandLine().getOut();
    boolean invalid = false;
    boolean unproven = false;
    for (Path file : files) {
      Report report = check.check(read(file));
      invalid |= report.verdict() == Report.Verdict.INVALID;
      unproven |= report.verdict() == Report.Verdict.NO_CONSENSUS;
      if (json) {
        out.println(Printable.json(report.json()));
      } else {
        print(file, report, out);
      }
    }
    out.flush();
    return invalid ? INVALID : unproven ? NO_CONSENSUS : 0;
  }

  private Optional<TrustedNetwork> trusted() {
    Path file = network;
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrustedNetwork.read(read(file)));
    } catch (MalformedException e) {
      throw failure("%s is no network file: %s.".formatted(file, e.getMessage()));
    }
  }

  private byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than may be is enough to be told so.
      return in.readNBytes(Bundle.MAX_LENGTH + 1);
    } catch (IOException e) {
      throw failure("%s cannot be read: %s.".formatted(file, e));
    }
  }

  private ParameterException failure(String words) {
    return new ParameterException(spec.commandLine(), Printable.of(words));
  }

  private void print(Path file, Report report, PrintWriter out) {
    if (files.size() > 1) {
      out.println(Printable.of(file.toString()));
    }
    for (Finding finding : report.findings()) {
      out.printf(
          "%-12s %-10s %s%n",
          finding.check(), outcome(finding.outcome()), Printable.of(finding.words()));
    }
    out.println();
    out.println(
        switch (report.verdict()) {
          case VALID -> "VALID. " + Printable.of(report.shown());
          case INVALID ->
              "INVALID. It proves nothing: " + Printable.of(report.findings().getLast().words());
          case NO_CONSENSUS ->
              "CONSISTENT, BUT NO CONSENSUS PROOF. If the chain is to be believed: "
                  + Printable.of(report.shown());
        });
    for (String document : report.documents()) {
      out.println(Printable.of(document));
    }
  }

  private static String outcome(Report.Outcome outcome) {
    return switch (outcome) {
      case OK -> "ok";
      case FAILED -> "FAILED";
      case NOT_PROVEN -> "not proven";
    };
  }
}
