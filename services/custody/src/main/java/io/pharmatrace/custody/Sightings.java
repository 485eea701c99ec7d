package io.pharmatrace.custody;

import io.pharmatrace.custody.Suspicions.Seen;
import io.pharmatrace.custody.Suspicions.Sighting;
import io.pharmatrace.gs1.Epc;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** An organisation, and a unit that it may have had. */
  record Had(Epc unit, UUID organisation) {}

  /**
   * Of these, where the organisation ever held the unit or was to receive it, inside another too.
   */
  Set<Had> everHad(Handle transaction, Collection<Had> asked);
}
