package io.pharmatrace.besu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Program;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the network's first block and the validators' keys, once, with Besu's own generator. The
 * genesis file is written last, so it stands for the whole: an interrupted making is begun again.
 */
final class BesuKeys {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final BesuSettings settings;
  private final List<BesuValidator> validators;

  BesuKeys(BesuSettings settings, List<BesuValidator> validators) {
    this.settings = settings;
    this.validators = validators;
  }

  /**
   * Makes them unless they exist.
   *
   * @throws ProcessFailedException when the generator fails, or the network was made for another
   *     chain id
   */
  void makeOnce(Progress progress) {
    Path genesis = settings.directory().resolve("genesis.json");
    try {
      if (Files.exists(genesis)) {
        checkChainId(genesis);
        return;
      }
      progress.report("making keys and genesis block of four Besu validators");
      Path draft = settings.directory().resolve("draft");
      deleteTree(draft);
      Files.createDirectories(settings.directory());
      generate(draft, progress);
      distribute(draft.resolve("keys"));
      Files.move(draft.resolve("genesis.json"), genesis, StandardCopyOption.ATOMIC_MOVE);
      deleteTree(draft);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the network in " + settings.directory(), e);
    }
  }

  private void generate(Path draft, Progress progress) throws IOException {
    Path input = settings.directory().resolve("generator-input.json");
    Files.writeString(
        input, QbftGenesis.generatorInput(settings.chainId(), BesuSettings.VALIDATORS));
    Program generator =
        Program.in(
                "besu-generator",
                List.of(
                    BesuDistributions.program(settings.home()).toString(),
                    "operator",
                    "generate-blockchain-config",
                    "--config-file=" + input,
                    "--to=" + draft,
                    "--private-key-file-name=key"),
                settings.directory())
            .withEnvironment(BesuNetwork.javaEnvironment());
    // The generator writes the genesis file last.
    BackgroundProcess.start(generator)
        .awaitReady(
            "Besu's generator of keys and genesis",
            DEADLINE,
            progress,
            () ->
                complete(draft)
                    ? Optional.empty()
                    : Optional.of("it has not written " + draft.resolve("genesis.json")));
  }

  private static boolean complete(Path draft) {
    try {
      return Files.exists(draft.resolve("genesis.json"))
          && Files.readString(draft.resolve("genesis.json")).stripTrailing().endsWith("}");
    } catch (IOException e) {
      return false;
    }
  }

  private void distribute(Path keys) throws IOException {
    List<Path> made;
    try (Stream<Path> directories = Files.list(keys)) {
      made = directories.sorted().toList();
    }
    if (made.size() != validators.size()) {
      throw new ProcessFailedException("Besu's generator made " + made.size() + " keys, not four");
    }
    for (int i = 0; i < made.size(); i++) {
      Path target = Files.createDirectories(validators.get(i).directory());
      Path key = made.get(i).resolve("key");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      Files.move(key, target.resolve("key"), StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          made.get(i).resolve("key.pub"),
          target.resolve("key.pub"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void checkChainId(Path genesis) throws IOException {
    JsonNode made = new ObjectMapper().readTree(genesis.toFile());
    long chainId = made.path("config").path("chainId").asLong();
    if (chainId != settings.chainId()) {
      throw new ProcessFailedException(
          "the network in %s has chain id %d, not %d"
              .formatted(settings.directory(), chainId, settings.chainId()));
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
