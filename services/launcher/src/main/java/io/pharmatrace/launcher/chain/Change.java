package io.pharmatrace.launcher.chain;

import io.pharmatrace.besu.Validators;
import io.pharmatrace.launcher.command.HomeOption;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.HomeLock;
import io.pharmatrace.launcher.part.Parts;
import io.pharmatrace.process.Progress;
import java.io.PrintWriter;
import java.util.function.BiConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What commands share that change which validators there are. */
final class Change {
  @Mixin private HomeOption homeOption = new HomeOption();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  Home home() {
    return homeOption.home();
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  Progress progress() {
    return line -> {
      out().println("  " + line);
      out().flush();
    };
  }

  /**
   * Makes a change while no other launcher can; afterwards, also when it was not made to its end,
   * the application is started again if the node that it used is gone.
   */
  void make(BiConsumer<Validators, Progress> change) {
    Home home = home();
    home.create();
    Parts parts = Parts.of(home);
    // The supervisor holds the lock only while it starts what died; that is waited for.
    try (HomeLock _ = HomeLock.take(home, () -> {})) {
      inAnyCase(
          () -> change.accept(parts.chain().chains().validators(progress()), progress()),
          () -> parts.app().follow(progress()));
    }
  }

  /** As with finally, but what went wrong first is what is told. */
  static void inAnyCase(Runnable first, Runnable then) {
    try {
      first.run();
    } catch (RuntimeException e) {
      try {
        then.run();
      } catch (RuntimeException later) {
        e.addSuppressed(later);
      }
      throw e;
    }
    then.run();
  }
}
