package io.pharmatrace.besu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps what makes a network this network, and cannot be made again: its first block, the keys of
 * our nodes, and who is permitted. Blocks are not in it: a node gets them from the others.
 *
 * <p>A backup is a directory, readable by its owner only, with a digest of each file in {@code
 * backup.json}. Its keys are as they are on disk, not encrypted.
 */
public final class NetworkBackup {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "backup.json";
  private static final List<String> OF_A_NODE =
      List.of(
          "key", "key.pub", "address", "replaces", "static-nodes.json", "permissions_config.toml");
  private static final List<String> OF_ALL =
      List.of("genesis.json", P2pHost.FILE, Permitted.NODES, Permitted.ACCOUNTS, Contracts.FILE);

  private final Path network;
  private final long chainId;

  NetworkBackup(Path network, long chainId) {
    this.network = network;
    this.chainId = chainId;
  }

  /**
   * Copies the files; the network may run meanwhile.
   *
   * @param to a directory that does not exist or is empty
   * @param rpcUrls of our nodes, by which a restore finds out whether they run
   * @return how many keys are in it
   * @throws ProcessFailedException when there is no network, or the directory holds something
   */
  public int backup(Path to, List<URI> rpcUrls) {
    Unfinished.refuse(network);
    List<Integer> numbers = BesuNode.numbers(network);
    if (!Files.exists(network.resolve("genesis.json"))) {
      throw new ProcessFailedException("there is no network in " + network + " to back up");
    }
    try {
      refuseUnlessEmpty(to);
      Files.createDirectories(to);
      Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
      ObjectNode manifest = JSON.createObjectNode().put("chainId", chainId);
      rpcUrls.forEach(url -> manifest.withArray("rpcUrls").add(url.toString()));
      ObjectNode digests = manifest.putObject("sha256");
      for (String name : names(numbers)) {
        Path file = network.resolve(name);
        if (Files.exists(file)) {
          copy(file, to.resolve(name));
          digests.put(name, sha256(to.resolve(name)));
        }
      }
      Path draft = to.resolve(MANIFEST + ".new");
      JSON.writerWithDefaultPrettyPrinter().writeValue(draft.toFile(), manifest);
      Files.move(draft, to.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
      return numbers.size();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot back up to " + to, e);
    }
  }

  /**
   * Puts the files of a backup where a network is to be. The genesis file comes last, so a restore
   * that was cut short is begun again; until then nothing else is made there.
   *
   * @param from what {@link #backup} made
   * @param others more nodes of the chain, JSON-RPC, that have to tell whether a key is in use; the
   *     backup's own are asked too, and may rest
   * @param force also when the keys are those of a whole quorum of the first block
   * @param progress told what each node said
   * @return how many keys were restored
   * @throws ProcessFailedException when it is no whole backup, is of another chain id, a network
   *     stands here already, a key comes twice, one of its validators runs somewhere, one of the
   *     others does not tell, or the keys could begin a second chain
   */
  public int restore(Path from, List<URI> others, boolean force, Progress progress) {
    if (Files.exists(network.resolve("genesis.json")) && Unfinished.of(network).isEmpty()) {
      throw new ProcessFailedException(
          network + " holds a network already; a restore needs an empty place (another --home)");
    }
    try {
      JsonNode manifest = manifest(from);
      Map<String, String> nodeByKey = nodesByKey(from, manifest);
      List<String> addresses = addresses(from, manifest);
      RunningKeys running = new RunningKeys(nodeByKey, addresses);
      Stream.concat(uris(manifest), others.stream())
          .distinct()
          .forEach(url -> running.refuse(url, others.contains(url), progress));
      if (!force) {
        refuseQuorum(GenesisFile.read(from.resolve("genesis.json")).validators(), addresses);
      }
      Unfinished.begin(network, "./pharmatrace chain restore " + from);
      for (String name : names(manifest).filter(each -> !each.equals("genesis.json")).toList()) {
        copy(from.resolve(name), network.resolve(name));
      }
      copy(from.resolve("genesis.json"), network.resolve("genesis.json"));
      Unfinished.end(network);
      return nodeByKey.size();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot restore from " + from, e);
    }
  }

  /** Validators without blocks begin at the first one, if they are enough. */
  private static void refuseQuorum(List<String> first, List<String> addresses) {
    long held = first.stream().filter(addresses::contains).count();
    if (!first.isEmpty() && held >= Membership.quorum(first.size())) {
      throw new ProcessFailedException(
          "the backup has keys of %d of the %d validators of the first block and no blocks: together they would begin a second chain from it, on which nothing is that was anchored. Where a node has the blocks (a copy of a disk, or one that follows), restore with --force, and before the first up copy its data/, while it is stopped, into the directory of each node. Where nobody has them, the chain is lost; --force begins it anew"
              .formatted(held, first.size()));
    }
  }

  private JsonNode manifest(Path from) throws IOException {
    Path file = from.resolve(MANIFEST);
    if (!Files.exists(file)) {
      throw new ProcessFailedException(
          "%s is no backup of a network: it has no %s".formatted(from, MANIFEST));
    }
    JsonNode manifest = JSON.readTree(file.toFile());
    if (manifest.path("chainId").asLong() != chainId) {
      throw new ProcessFailedException(
          "the backup is of chain id %d, not %d"
              .formatted(manifest.path("chainId").asLong(), chainId));
    }
    for (String name : names(manifest).toList()) {
      String expected = manifest.path("sha256").path(name).asText();
      if (!Files.exists(from.resolve(name)) || !sha256(from.resolve(name)).equals(expected)) {
        throw new ProcessFailedException(
            "the backup is damaged: %s is missing or was changed".formatted(from.resolve(name)));
      }
    }
    return manifest;
  }

  /** Public keys; the manifest's names were checked to be there. */
  private static Map<String, String> nodesByKey(Path from, JsonNode manifest) throws IOException {
    Map<String, String> nodes = new TreeMap<>();
    for (String name : names(manifest).filter(each -> each.endsWith("/key.pub")).toList()) {
      String key = Files.readString(from.resolve(name)).strip();
      String other = nodes.put(key.startsWith("0x") ? key.substring(2) : key, name);
      if (other != null) {
        throw new ProcessFailedException(
            "the backup has one key twice, in %s and %s".formatted(other, name));
      }
    }
    return nodes;
  }

  private static List<String> addresses(Path from, JsonNode manifest) {
    return names(manifest)
        .filter(name -> name.endsWith("/address"))
        .map(
            name -> {
              try {
                return Membership.lower(Files.readString(from.resolve(name)).strip());
              } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + from.resolve(name), e);
              }
            })
        .toList();
  }

  /** Only names that a backup can have: a manifest must not lead outside. */
  private static Stream<String> names(JsonNode manifest) {
    return manifest
        .path("sha256")
        .propertyStream()
        .map(Map.Entry::getKey)
        .peek(NetworkBackup::refuseStrange);
  }

  private static void refuseStrange(String name) {
    if (!OF_ALL.contains(name) && !name.matches("validator-[1-9][0-9]{0,3}/[a-z._-]+")) {
      throw new ProcessFailedException("the backup has a file that is none of ours: " + name);
    }
  }

  private static List<String> names(List<Integer> numbers) {
    return Stream.concat(
            OF_ALL.stream(),
            numbers.stream()
                .flatMap(n -> OF_A_NODE.stream().map(name -> "validator-" + n + "/" + name)))
        .toList();
  }

  private static Stream<URI> uris(JsonNode manifest) {
    return manifest.path("rpcUrls").valueStream().map(url -> URI.create(url.asText()));
  }

  private static void refuseUnlessEmpty(Path to) throws IOException {
    if (Files.exists(to)) {
      try (Stream<Path> files = Files.list(to)) {
        if (files.findAny().isPresent()) {
          throw new ProcessFailedException(
              to + " is not empty; a backup is a directory of its own");
        }
      }
    }
  }

  private static void copy(Path file, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
