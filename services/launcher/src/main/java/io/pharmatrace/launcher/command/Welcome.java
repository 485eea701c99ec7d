package io.pharmatrace.launcher.command;

import io.pharmatrace.launcher.demo.Demonstration;
import io.pharmatrace.launcher.demo.Example;
import io.pharmatrace.launcher.demo.Login;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.home.Secrets;
import io.pharmatrace.launcher.part.Parts;
import java.util.Optional;

/** What {@code up} says when all runs: where to go, who to be, what to try. */
final class Welcome {
  private Welcome() {}

  static String text(Home home, Parts parts, boolean demo, Optional<Example> example) {
    StringBuilder text = new StringBuilder();
    text.append(
        """

        PharmaTrace runs.

          Open     %s
          Chain    %s
          Admin    admin, with the password in %s
        """
            .formatted(
                parts.app().url(),
                parts.chain().health().software().orElse("does not answer"),
                new Secrets(home).file("admin-password")));
    if (demo) {
      logins(new Demonstration(home), text);
    }
    example.ifPresent(
        pack ->
            text.append(
                """

                  Try      log in as %s and type %s
                           "%s"
                """
                    .formatted(pack.username(), pack.pack(), pack.title())));
    text.append(
        """

          Next     ./pharmatrace status         what runs
                   ./pharmatrace logs app -f    what it does
                   ./pharmatrace down           stop it, keep the data
        """);
    return text.toString().stripTrailing();
  }

  private static void logins(Demonstration demonstration, StringBuilder text) {
    text.append("  Log in   all with the password ").append(demonstration.password()).append('\n');
    for (Login login : demonstration.logins()) {
      text.append(
          "             %-16s %s, %s (%s)\n"
              .formatted(login.username(), login.name(), login.organisation(), login.role()));
    }
  }
}
