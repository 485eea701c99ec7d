package io.pharmatrace.records.domain.consent;

import io.pharmatrace.records.domain.consent.DataRef.Meaning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For the {@link Oracle}: whether a provision fits, in all worlds or in one. */
record Worlds(ConsentRequest request, Instant now) {
  /** One way in which the unknown could be known. */
  private record World(Instant authored, Set<String> names, Set<Code> labels) {}

  private static final Code ANY_LABEL = new Code("urn:test", "label-that-nobody-uses");

  boolean fit(Provision provision, Provision root) {
    Set<Code> purposes = provision.purposes().isEmpty() ? root.purposes() : provision.purposes();
    Set<Ref> actors = provision.actors().isEmpty() ? root.actors() : provision.actors();
    if (!purposes.isEmpty() && !purposes.contains(asked())) {
      return false;
    }
    if (!actors.isEmpty() && actors.stream().noneMatch(request.requester().refs()::contains)) {
      return false;
    }
    return provision.type() == Provision.Type.PERMIT
        ? worlds(provision).stream().allMatch(world -> permits(provision, world))
        : worlds(provision).stream().anyMatch(world -> denies(provision, world));
  }

  private static boolean permits(Provision provision, World world) {
    return about(provision, world)
        && (provision.labels().isEmpty() || provision.labels().containsAll(world.labels()));
  }

  private static boolean denies(Provision provision, World world) {
    return about(provision, world)
        && (provision.labels().isEmpty()
            || provision.labels().stream().anyMatch(world.labels()::contains));
  }

  /** Whether time and data fit. */
  private static boolean about(Provision provision, World world) {
    boolean time =
        provision.dataPeriod() == null || Oracle.within(provision.dataPeriod(), world.authored());
    boolean data = provision.data().isEmpty();
    for (DataRef ref : provision.data()) {
      data |= world.names().contains(ref.meaning() + " " + ref.ref().value());
    }
    return time && data;
  }

  private List<World> worlds(Provision provision) {
    List<World> worlds = new ArrayList<>();
    for (Instant authored : times(provision.dataPeriod())) {
      for (Set<String> names : names(provision)) {
        for (Set<Code> labels : labels(provision)) {
          worlds.add(new World(authored, names, labels));
        }
      }
    }
    return worlds;
  }

  /** Instants at which the item may have been authored, at and around all bounds. */
  private List<Instant> times(@Nullable Interval bounds) {
    Interval item = request.item().authored();
    List<Instant> times = new ArrayList<>();
    List<Interval> intervals = bounds == null ? List.of(item) : List.of(item, bounds);
    for (Interval interval : intervals) {
      for (Instant bound : new Instant[] {interval.start(), interval.end(), now}) {
        if (bound != null) {
          times.addAll(List.of(bound.minusNanos(1), bound, bound.plusNanos(1)));
        }
      }
    }
    times.removeIf(time -> !Oracle.within(item, time));
    if (times.isEmpty()) {
      throw new AssertionError("an item was authored at some time");
    }
    return times;
  }

  /** How data may be called: the item, what it belongs to, and who may have written it. */
  private List<Set<String>> names(Provision provision) {
    Set<String> sure = new HashSet<>();
    sure.add(Meaning.INSTANCE + " " + request.item().ref().value());
    sure.add(Meaning.RELATED + " " + request.item().ref().value());
    request.item().related().forEach(ref -> sure.add(Meaning.RELATED + " " + ref.value()));
    request.item().authors().forEach(ref -> sure.add(Meaning.AUTHORED_BY + " " + ref.value()));
    List<Set<String>> worlds = new ArrayList<>(List.of(sure));
    if (request.item().authors().isEmpty()) {
      for (DataRef ref : provision.data()) {
        if (ref.meaning() == Meaning.AUTHORED_BY) {
          Set<String> world = new HashSet<>(sure);
          world.add(Meaning.AUTHORED_BY + " " + ref.ref().value());
          worlds.add(world);
        }
      }
    }
    return worlds;
  }

  /** An item without labels was not labelled yet: it may be of any. */
  private List<Set<Code>> labels(Provision provision) {
    if (!request.item().labels().isEmpty()) {
      return List.of(request.item().labels());
    }
    List<Set<Code>> worlds = new ArrayList<>(List.of(Set.of(ANY_LABEL)));
    provision.labels().forEach(label -> worlds.add(Set.of(label)));
    return worlds;
  }

  private Code asked() {
    return purpose(request);
  }

  static Code purpose(ConsentRequest request) {
    return new Code(
        "http://terminology.hl7.org/CodeSystem/v3-ActReason", String.valueOf(request.purpose()));
  }
}
