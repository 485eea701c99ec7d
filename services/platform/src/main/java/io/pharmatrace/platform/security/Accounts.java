package io.pharmatrace.platform.security;

import io.pharmatrace.platform.error.ApiException;
import java.util.Optional;

/** Who may act right now. Asked on every request; thread-safe. */
public interface Accounts {
  /** The request header with an API key. */
  String KEY_HEADER = "X-Api-Key";

  /** What every API key begins with, so that nobody takes one for a token. */
  String KEY_PREFIX = "ptk_";

  /**
   * On whose behalf the holder of an API key acts.
   *
   * @return empty when there is no such key, or no longer
   */
  Optional<Caller> byKey(String key);

  /** Whether this process found that key to be valid within the last hour. Never waits. */
  boolean isKnown(String key);

  /**
   * Whether nothing that the caller acts for is suspended or retired: organisation, site, user or
   * reader. A change counts within a second, in every process. Never waits.
   *
   * @throws ApiException unavailable, when it has not been known for long
   */
  boolean mayAct(Caller caller);

  /**
   * Whether the caller has still the site and roles that its token says. A change counts within a
   * second, in every process. Never waits.
   */
  boolean isAsItWas(Caller caller);
}
