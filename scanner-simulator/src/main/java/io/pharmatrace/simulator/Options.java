package io.pharmatrace.simulator;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said on the command line. */
final class Options {
  static final int MAX_PACKS = 10_000;

  @Option(
      names = "--api",
      paramLabel = "URL",
      description =
          "Register the demonstration organisations here, for example http://127.0.0.1:8080.")
  @Nullable URI api;

  @Option(
      names = "--admin-password-file",
      paramLabel = "FILE",
      description = "Password of user admin; needed with --api.")
  @Nullable Path adminPasswordFile;

  @Option(
      names = "--user-password-file",
      paramLabel = "FILE",
      description =
          "Password for all demonstration users (12 to 200 characters); without it none are registered.")
  @Nullable Path userPasswordFile;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Publish scans to this Kafka broker.")
  @Nullable String bootstrap;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Further properties of the Kafka producer, for example for SASL and TLS.")
  @Nullable Path kafkaConfig;

  @Option(
      names = "--once",
      description =
          "Play one pallet per manufacturer and end. Running it again publishes the same scans, which changes nothing.")
  boolean once;

  @Option(
      names = "--packs",
      paramLabel = "N",
      defaultValue = "12",
      description = "Packs on a pallet, 1 to " + MAX_PACKS + ". Default: ${DEFAULT-VALUE}.")
  int packs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Take numbers from this seed: guessable, for repeatable plays. Default: 1 with --once, else secure random numbers.")
  @Nullable Long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Scans a second, 0.01 to 100000. Default: 50 with --once, else 5.")
  @Nullable Double rate;

  /** Why these options make no sense together, or null. */
  @Nullable String fault() {
    if (api == null && bootstrap == null) {
      return "Give --bootstrap to publish scans, --api to register the demonstration, or both.";
    }
    if (api != null && adminPasswordFile == null) {
      return "--api needs --admin-password-file.";
    }
    if (packs < 1 || packs > MAX_PACKS) {
      return "--packs lies from 1 to " + MAX_PACKS + ".";
    }
    return scansPerSecond() >= 0.01 && scansPerSecond() <= 100_000
        ? null
        : "--rate lies from 0.01 to 100000.";
  }

  double scansPerSecond() {
    return rate != null ? rate : once ? 50 : 5;
  }
}
