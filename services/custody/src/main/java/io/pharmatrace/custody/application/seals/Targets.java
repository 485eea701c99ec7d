package io.pharmatrace.custody.application.seals;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where units are to be after changes that do not depend on each other. Of one thread. */
final class Targets {
  private final SealBook book;
  private final Map<Long, Became> changes = new LinkedHashMap<>();

  /** The last change of each unit counts. */
  Targets(SealBook book, Collection<Became> changes) {
    this.book = book;
    changes.forEach(change -> this.changes.put(change.unit(), change));
  }

  /** One change of each unit. */
  Collection<Became> changes() {
    return changes.values();
  }

  /** In what a unit is to be. */
  Optional<String> parent(long unit) {
    return Optional.ofNullable(parentId(unit)).map(id -> book.unit(id).epc);
  }

  private @Nullable Long parentId(long unit) {
    @Nullable Became change = changes.get(unit);
    return change == null ? book.unit(unit).parent : change.parent();
  }

  /** Who is to have a unit; empty when that is not known. */
  Optional<UUID> holder(long unit) {
    long top = unit;
    for (@Nullable Long up = parentId(unit); up != null; up = parentId(up)) {
      top = up;
    }
    @Nullable Became change = changes.get(top);
    return Optional.ofNullable(change == null ? book.unit(top).custodian : change.custodian());
  }
}
