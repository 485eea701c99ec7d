package io.pharmatrace.launcher.chain;

import io.pharmatrace.besu.Validators;
import io.pharmatrace.launcher.command.HomeOption;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.HomeLock;
import io.pharmatrace.launcher.part.Parts;
import io.pharmatrace.process.Progress;
import java.io.PrintWriter;
import java.net.URI;
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
   * Makes a change while no other launcher can; afterwards the application is started again if the
   * node that it used is gone.
   */
  void make(BiConsumer<Validators, Progress> change) {
    Home home = home();
    home.create();
    Parts parts = Parts.of(home);
    // The supervisor holds the lock only while it starts what died; that is waited for.
    try (HomeLock _ = HomeLock.take(home, () -> {})) {
      URI before = parts.chain().rpcUrl();
      change.accept(parts.chain().validators(progress()), progress());
      URI now = parts.chain().rpcUrl();
      if (!now.equals(before) && parts.app().health().pid().isPresent()) {
        progress().report("the application used " + before + ": starting it again on " + now);
        parts.app().stop(progress());
        parts.app().start(progress());
      }
    }
  }
}
