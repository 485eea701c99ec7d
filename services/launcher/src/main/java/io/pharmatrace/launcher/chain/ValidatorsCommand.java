package io.pharmatrace.launcher.chain;

import io.pharmatrace.besu.SeenValidator;
import io.pharmatrace.launcher.part.Parts;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the validators. */
@Command(
    name = "validators",
    description = {
      "Lists the chain's validators: address, node of this home, newest block it proposed (of the last"
          + " 100), peers.",
      "Exit code: 0 done, 1 failed."
    },
    mixinStandardHelpOptions = true)
final class ValidatorsCommand implements Callable<Integer> {
  @Mixin private Change change = new Change();

  @Override
  public Integer call() {
    List<SeenValidator> all =
        Parts.of(change.home()).chain().chains().validators(change.progress()).list();
    all.forEach(seen -> change.out().println(line(seen)));
    change
        .out()
        .println("%d validators.".formatted(all.stream().filter(SeenValidator::member).count()));
    return 0;
  }

  static String line(SeenValidator seen) {
    return "  %s  %-12s  %s  %s%s"
        .formatted(
            seen.address(),
            seen.node().orElse("elsewhere"),
            seen.lastProposed().map(block -> "proposed block " + block).orElse("proposed nothing"),
            seen.node().isEmpty()
                ? ""
                : seen.peers().map(peers -> peers + " peers").orElse("does not answer"),
            seen.member() ? "" : ", is no validator (./pharmatrace chain add goes on with it)");
  }
}
