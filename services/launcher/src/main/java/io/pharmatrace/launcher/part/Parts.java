package io.pharmatrace.launcher.part;

import io.pharmatrace.besu.ChainChoice;
import io.pharmatrace.launcher.home.Home;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a running PharmaTrace consists of.
 *
 * @param postgres the database
 * @param kafka the broker
 * @param chain the chain
 * @param app the application
 * @param supervisor starts again which of the others died
 */
public record Parts(
    PostgresPart postgres,
    KafkaPart kafka,
    ChainPart chain,
    AppPart app,
    SupervisorPart supervisor) {

  /** The parts of a home as it was started; starts nothing. */
  public static Parts of(Home home) {
    return of(home, ChainChoice.AUTO);
  }

  /**
   * The parts of a home; starts nothing.
   *
   * @param home they run in
   * @param chain which one to start when the home has none yet
   */
  public static Parts of(Home home, ChainChoice chain) {
    PostgresPart postgres = new PostgresPart(home);
    KafkaPart kafka = new KafkaPart(home);
    ChainPart chainPart = new ChainPart(home, chain);
    AppPart app =
        new AppPart(
            home,
            () -> addresses(kafka, chainPart),
            () ->
                Stream.of(postgres, kafka, chainPart)
                    .filter(Part::died)
                    .map(Part::name)
                    .findFirst());
    return new Parts(postgres, kafka, chainPart, app, new SupervisorPart(home));
  }

  private static Map<String, String> addresses(KafkaPart kafka, ChainPart chain) {
    Map<String, String> addresses = new TreeMap<>(chain.chains().contracts());
    addresses.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    addresses.put(
        "pharmatrace.chain.rpc-url",
        chain.everyRpcUrl().stream().map(URI::toString).collect(Collectors.joining(",")));
    return addresses;
  }

  /** Those that need nothing of each other and may start side by side. */
  public List<Part> servers() {
    return List.of(postgres, kafka, chain);
  }

  /** In the order of starting. */
  public List<Part> all() {
    return List.of(postgres, kafka, chain, app, supervisor);
  }

  /** The names, as a person types them. */
  public List<String> names() {
    return all().stream().map(Part::name).toList();
  }
}
