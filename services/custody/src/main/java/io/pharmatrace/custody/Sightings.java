package io.pharmatrace.custody;

import io.pharmatrace.custody.Suspicions.Seen;
import io.pharmatrace.custody.Suspicions.Sighting;
import io.pharmatrace.gs1.Epc;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Where units were seen, by the events that custody has stored. Thread-safe. */
public interface Sightings {
  /**
   * Of each of these the last sighting before and the first one after it at another place, by event
   * time: of the unit itself, or of what it was inside then. Of units that nobody commissioned
   * there are none. Events that were declared to be in error do not count.
   */
  Map<Seen, List<Sighting>> around(Handle transaction, List<Seen> seen);

  /** Whether an organisation ever held a unit or was to receive it, by itself or inside another. */
  boolean everHad(Handle transaction, Epc unit, UUID organisation);
}
