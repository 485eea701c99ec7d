package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions.Audience;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The same suspicion, so many times in one transaction.
 *
 * @param first the one that happened first; it concerns whom any of them concerns
 */
record Counted(Counted.Key key, Suspicion first, OffsetDateTime last, int times) {
  /** What is counted up while its case is open. */
  record Key(String key, String serial, String code, UUID organisation) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::key)
            .thenComparing(Key::serial)
            .thenComparing(Key::code)
            .thenComparing(Key::organisation);

    static Key of(Suspicion suspicion) {
      return new Key(
          unitKey(suspicion.unit()),
          suspicion.unit() instanceof Sgtin sgtin ? sgtin.serial().value() : "",
          suspicion.code().text(),
          suspicion.seen().organisation());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  static Counted once(Suspicion suspicion) {
    return new Counted(Key.of(suspicion), suspicion, suspicion.seen().time(), 1);
  }

  Counted and(Counted other) {
    boolean before = first.seen().time().isAfter(other.first().seen().time());
    return new Counted(
        key,
        before ? other.withWhatElse(first) : withWhatElse(other.first()),
        last.isAfter(other.last()) ? last : other.last(),
        Math.addExact(times, other.times()));
  }

  /** The first, which concerns whom another concerns, because of what that was raised for. */
  private Suspicion withWhatElse(Suspicion other) {
    Set<UUID> concerned = new HashSet<>(first.others());
    concerned.addAll(other.others());
    return first
        .entered(strongest(first.entry(), other.entry()))
        .to(first.audience() == other.audience() ? first.audience() : Audience.ALL)
        .concerning(concerned)
        .against(
            Stream.concat(first.elsewhere().stream(), other.elsewhere().stream())
                .distinct()
                .toList());
  }

  /** Scanned once says more than typed, and so does an event, which has none. */
  private static @Nullable Entry strongest(@Nullable Entry one, @Nullable Entry other) {
    return one == Entry.SCANNED || other == Entry.SCANNED
        ? Entry.SCANNED
        : one == other ? one : null;
  }

  private static String unitKey(Epc unit) {
    return switch (unit) {
      case Sgtin sgtin -> sgtin.gtin().digits();
      case Sscc sscc -> sscc.digits();
      default -> throw new IllegalArgumentException("no unit: " + unit.digitalLink());
    };
  }
}
