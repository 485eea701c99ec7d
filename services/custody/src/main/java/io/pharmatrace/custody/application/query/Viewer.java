package io.pharmatrace.custody.application.query;

import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at events.
 *
 * @param user user name
 * @param home the user's organisation
 * @param seesAll a regulator, who sees every event whole
 */
public record Viewer(String user, UUID home, boolean seesAll) {
  /** The maker of a request. */
  public static Viewer of(Caller caller) {
    return new Viewer(caller.user(), caller.organisation(), caller.is(Role.REGULATOR));
  }

  /** What the predicate of visibility takes: null for who sees all. */
  public @Nullable UUID scope() {
    return seesAll ? null : home;
  }
}
