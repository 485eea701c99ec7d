package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What organisations told in vain of units that have not come into being yet: what they tell of
 * them now may make that count. Of one thread.
 */
public final class Expectations {
  private record Expected(Epc unit, UUID organisation) {}

  private record Vain(OffsetDateTime told, boolean born) {}

  private final Map<Expected, Vain> vain = new HashMap<>();

  /**
   * Notes that an organisation told in vain of a unit.
   *
   * @param told of what time the latest is
   * @param born whether it would have come into being by something that was told in vain
   */
  public void add(Epc unit, UUID organisation, OffsetDateTime told, boolean born) {
    vain.merge(
        new Expected(unit, organisation),
        new Vain(told, born),
        (one, other) ->
            new Vain(one.told.isAfter(other.told) ? one.told : other.told, one.born || other.born));
  }

  /** Of what time the latest is that an organisation told in vain of a unit. */
  Optional<OffsetDateTime> latest(Epc unit, UUID organisation) {
    return Optional.ofNullable(vain.get(new Expected(unit, organisation))).map(Vain::told);
  }

  /**
   * Whether an event may make count what its organisation told of a unit in vain.
   *
   * @param bears whether that comes into being by it
   */
  boolean areOf(Epc unit, Fact fact, boolean bears) {
    @Nullable Vain told = vain.get(new Expected(unit, fact.organisation()));
    return told != null && (told.born || (bears && fact.time().isBefore(told.told)));
  }
}
