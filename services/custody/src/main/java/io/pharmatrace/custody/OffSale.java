package io.pharmatrace.custody;

import io.pharmatrace.gs1.Sgtin;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Where custody asks which packs may not be given out though nothing in their state forbids it. Who
 * implements it knows why; custody only refuses. Implementations are thread-safe.
 */
public interface OffSale {
  /**
   * What stands against giving out a pack.
   *
   * @param suspectSince since when it is suspect: what was given out before that time was given out
   *     in good faith. What became so after the transaction began counts as suspect since before.
   *     Null when it is not
   * @param returned whether it came back, to whomever, and was not checked since. Who has it cannot
   *     have given it out before that, whatever time he tells
   */
  record Bar(@Nullable OffsetDateTime suspectSince, boolean returned) {}

  /**
   * What stands against these packs; those that may be given out are left out.
   *
   * @param transaction of who asks, which holds the packs locked; one statement, however many
   */
  Map<Sgtin, Bar> bars(Handle transaction, Collection<Sgtin> packs);

  /**
   * Of packs that came back, those that passed no check since.
   *
   * @param cameBack when it was recorded that they had
   */
  Set<Sgtin> unchecked(Handle transaction, Map<Sgtin, OffsetDateTime> cameBack);
}
