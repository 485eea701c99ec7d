package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.home.Home;
import java.util.List;

/**
 * What a running PharmaTrace consists of.
 *
 * @param all in the order of starting
 */
public record Parts(List<Part> all) {
  /** Fixes the list. */
  public Parts {
    all = List.copyOf(all);
  }

  /** The parts of a home; starts nothing. */
  public static Parts of(Home home) {
    return new Parts(List.of(new PostgresPart(home)));
  }

  /** In the order of stopping: what depends on others goes first. */
  public List<Part> lastFirst() {
    return all.reversed();
  }

  /** The names, as a person types them. */
  public List<String> names() {
    return all.stream().map(Part::name).toList();
  }
}
