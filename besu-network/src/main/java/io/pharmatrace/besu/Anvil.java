package io.pharmatrace.besu;

import io.pharmatrace.process.ProcessFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds the anvil program that npm installs with the contracts' tools. */
public final class Anvil {
  private static final String IN_PROJECT =
      "contracts/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";

  private Anvil() {}

  /**
   * Finds anvil: where the variable {@code ANVIL} says, or among the project's npm packages.
   *
   * @param project the project's top directory
   * @param environment the variables of the process
   * @return an executable file
   * @throws ProcessFailedException when it is not there; says how to get it
   */
  public static Path find(Path project, Map<String, String> environment) {
    String named = environment.getOrDefault("ANVIL", "");
    if (!named.isEmpty()) {
      Path binary = Path.of(named).toAbsolutePath();
      if (!Files.isExecutable(binary)) {
        throw new ProcessFailedException("ANVIL names " + binary + ", which is no program");
      }
      return binary;
    }
    Path binary = project.resolve(IN_PROJECT).toAbsolutePath().normalize();
    if (!Files.isExecutable(binary)) {
      throw new ProcessFailedException(
          "the development chain needs anvil, and there is none at "
              + binary
              + "; run: npm ci --prefix contracts");
    }
    return binary;
  }
}
