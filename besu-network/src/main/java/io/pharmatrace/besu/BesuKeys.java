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

  BesuKeys(BesuSettings settings) {
    this.settings = settings;
  }

  /**
   * Makes a network unless it exists.
   *
   * @param validators its first ones
   * @throws ProcessFailedException when the generator fails, the network was made for another chain
   *     id, or its restoring or joining was cut short
   */
  void makeOnce(List<BesuValidator> validators, Progress progress) {
    Unfinished.refuse(settings.directory());
    Path genesis = settings.genesisFile();
    try {
      if (Files.exists(genesis)) {
        checkChainId(genesis);
        return;
      }
      progress.report("making keys and genesis block of four Besu validators");
      Path draft = generate(validators.size(), progress);
      distribute(draft.resolve("keys"), validators);
      Files.move(draft.resolve("genesis.json"), genesis, StandardCopyOption.ATOMIC_MOVE);
      deleteTree(draft);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the network in " + settings.directory(), e);
    }
  }

  /**
   * Makes the key of one more validator of a network that exists.
   *
   * @throws ProcessFailedException when the generator fails
   */
  void makeOne(BesuValidator validator, Progress progress) {
    try {
      progress.report("making a key for " + validator.name());
      Path draft = generate(1, progress);
      distribute(draft.resolve("keys"), List.of(validator));
      deleteTree(draft);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a key in " + settings.directory(), e);
    }
  }

  /** The generator also makes a first block, which one more validator has no use for. */
  private Path generate(int count, Progress progress) throws IOException {
    Path draft = settings.directory().resolve("draft");
    deleteTree(draft);
    Files.createDirectories(settings.directory());
    Path input = settings.directory().resolve("generator-input.json");
    Files.writeString(input, QbftGenesis.generatorInput(settings.chainId(), count));
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
    return draft;
  }

  private static boolean complete(Path draft) {
    try {
      return Files.exists(draft.resolve("genesis.json"))
          && Files.readString(draft.resolve("genesis.json")).stripTrailing().endsWith("}");
    } catch (IOException e) {
      return false;
    }
  }

  /** The key is put in place last: with it the node exists. */
  private static void distribute(Path keys, List<BesuValidator> validators) throws IOException {
    List<Path> made;
    try (Stream<Path> directories = Files.list(keys)) {
      made = directories.sorted().toList();
    }
    if (made.size() != validators.size()) {
      throw new ProcessFailedException(
          "Besu's generator made %d keys, not %d".formatted(made.size(), validators.size()));
    }
    for (int i = 0; i < made.size(); i++) {
      Path target = Files.createDirectories(validators.get(i).directory());
      // The generator names each directory after the validator's address.
      Files.writeString(target.resolve("address"), made.get(i).getFileName().toString());
      Files.move(
          made.get(i).resolve("key.pub"),
          target.resolve("key.pub"),
          StandardCopyOption.REPLACE_EXISTING);
      Path key = made.get(i).resolve("key");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      Files.move(key, target.resolve("key"), StandardCopyOption.REPLACE_EXISTING);
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
