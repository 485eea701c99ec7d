package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.doctor.Doctor;
import io.pharmatrace.launcher.doctor.Finding;
import io.pharmatrace.launcher.doctor.Finding.Grade;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.part.Parts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks this machine and this home, with a cure for each finding. */
@Command(
    name = "doctor",
    description = {
      "Checks this machine, this home and its chain: one line a finding, with its cause and its cure.",
      "Exit code 0: no problem."
    },
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(
      names = "--node",
      paramLabel = "URL",
      description =
          "Also looks at this node of the chain, at its JSON-RPC address, as in http://10.0.0.7:8545;"
              + " may be repeated.")
  private List<URI> nodes = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Console console = new Console(spec.commandLine().getOut());
    Home home = homeOption.home();
    List<Finding> findings = Doctor.examine(home, Parts.of(home), nodes);
    for (Finding finding : findings) {
      String cure = finding.grade() == Grade.OK ? "" : " -> " + finding.cure();
      console.line(
          "  %-8s %-11s %s%s"
              .formatted(word(finding.grade()), finding.check(), finding.what(), cure));
    }
    long problems = findings.stream().filter(each -> each.grade() == Grade.PROBLEM).count();
    long warnings = findings.stream().filter(each -> each.grade() == Grade.WARNING).count();
    console.line("%d problems, %d warnings.".formatted(problems, warnings));
    return problems == 0 ? 0 : 1;
  }

  private static String word(Grade grade) {
    return grade == Grade.OK ? "ok" : grade.name();
  }
}
