package io.pharmatrace.launcher.part;

import io.pharmatrace.launcher.home.Home;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a running PharmaTrace consists of.
 *
 * @param servers need nothing of each other and may start side by side
 * @param application needs every server to start, and none to go on running
 */
public record Parts(List<Part> servers, List<Part> application) {
  /** Fixes the lists. */
  public Parts {
    servers = List.copyOf(servers);
    application = List.copyOf(application);
  }

  /** The parts of a home; starts nothing. */
  public static Parts of(Home home) {
    return new Parts(List.of(new PostgresPart(home), new KafkaPart(home)), List.of());
  }

  /** In the order of starting. */
  public List<Part> all() {
    return Stream.concat(servers.stream(), application.stream()).toList();
  }

  /** The names, as a person types them. */
  public List<String> names() {
    return all().stream().map(Part::name).toList();
  }
}
