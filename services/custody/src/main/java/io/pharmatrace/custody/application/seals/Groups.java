package io.pharmatrace.custody.application.seals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Changes that one entry tells, by what they have in common, in the order in which they come. */
final class Groups<K> {
  private final Map<K, List<Became>> changes = new LinkedHashMap<>();

  void add(K key, Became change) {
    changes.computeIfAbsent(key, k -> new ArrayList<>()).add(change);
  }

  void forEach(BiConsumer<K, List<Became>> use) {
    changes.forEach(use);
  }
}
