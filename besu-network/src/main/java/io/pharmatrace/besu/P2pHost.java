package io.pharmatrace.besu;

import io.pharmatrace.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The address by which validators reach each other: loopback, unless the operator named one of this
 * machine that other machines reach. It stands in the file {@code p2p-host} beside the genesis
 * file, so that it is the same at every start. JSON-RPC stays on loopback whatever it is.
 */
final class P2pHost {
  static final String FILE = "p2p-host";
  private static final String LOOPBACK = "127.0.0.1";

  private P2pHost() {}

  static String of(BesuSettings settings) {
    Path file = settings.directory().resolve(FILE);
    try {
      return Files.exists(file) ? Files.readString(file).strip() : LOOPBACK;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Where a node listens that tells the others this address. */
  static String interfaceOf(String host) {
    return host.equals(LOOPBACK) ? LOOPBACK : "0.0.0.0";
  }

  /**
   * Takes an address from the next start on.
   *
   * @param host an IPv4 address: enode URLs, by which nodes are permitted, have no names
   * @throws ProcessFailedException when it is none
   */
  static void set(BesuSettings settings, String host) {
    if (!isIpv4(host)) {
      throw new ProcessFailedException(
          "a p2p host is an IPv4 address of this machine, as in 192.0.2.7, not " + host);
    }
    try {
      Files.createDirectories(settings.directory());
      Files.writeString(settings.directory().resolve(FILE), host + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + FILE, e);
    }
  }

  /** Java reads 192.0.2 as 192.0.0.2, which nobody means. */
  private static boolean isIpv4(String host) {
    try {
      return Inet4Address.ofLiteral(host).getHostAddress().equals(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
