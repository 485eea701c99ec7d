package io.pharmatrace.launcher.doctor;

import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.part.Parts;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Looks at everything that PharmaTrace needs; starts and changes nothing. */
public final class Doctor {
  private Doctor() {}

  /**
   * Runs every check.
   *
   * @param home that PharmaTrace runs in or will
   * @param parts of it
   * @param otherNodes JSON-RPC addresses of nodes elsewhere that belong to the same chain
   * @return one finding a check
   */
  public static List<Finding> examine(Home home, Parts parts, List<URI> otherNodes) {
    return Stream.of(
            MachineChecks.all().stream(),
            new HomeChecks(home, parts.all()).all().stream(),
            ChainCheck.of(home, parts, otherNodes).stream(),
            parts.app().answer().flatMap(RecallCheck::of).stream(),
            parts.app().answer().flatMap(DocumentCheck::of).stream(),
            parts.app().answer().map(SealsCheck::of).orElse(List.of()).stream())
        .flatMap(findings -> findings)
        .toList();
  }
}
