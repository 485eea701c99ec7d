package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.home.LogTail;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.Program;
import java.nio.file.Files;

/** Why a program does not run: who stops one takes its pid file away; a crash leaves it. */
public final class Ending {
  /** Said of a program that was not stopped by us. */
  public static final String UNASKED = "ended without being stopped";

  private Ending() {}

  /** Whether a program was started, was not stopped by us, and does not run. */
  static boolean died(Program program) {
    return Files.exists(program.pidFile()) && BackgroundProcess.find(program).isEmpty();
  }

  /**
   * Says in one phrase that a program does not run, and why if it was not asked to end.
   *
   * @param name what a person calls it, as in "the broker"
   * @param program by its files
   */
  static String of(String name, Program program) {
    if (!Files.exists(program.pidFile())) {
      return name + " does not run";
    }
    return LogTail.lastFault(program.logFile())
        .map(fault -> "%s %s: %s".formatted(name, UNASKED, fault))
        .orElse(name + " " + UNASKED);
  }
}
