package io.pharmatrace.besu;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The network in containers: writes {@code besu-network/compose.yaml} with the options that a
 * process is started with, so that the two cannot differ. A test compares the file with this.
 * Integration tests start the same containers themselves.
 */
public final class ComposeFile {
  /** Of every container. */
  public static final String IMAGE = "hyperledger/besu:" + BesuRelease.PINNED.version();

  /** Of JSON-RPC, inside a container. */
  public static final int RPC_PORT = 8_545;

  /** Variables of a validator. */
  public static final Map<String, String> ENVIRONMENT = Map.of("BESU_OPTS", BesuOptions.HEAP);

  /** What stands before a validator's number in its address. */
  static final String ADDRESSES = "172.31.77.1";

  private static final int P2P_PORT = 30_303;

  private ComposeFile() {}

  /** The whole file. */
  static String text() {
    return """
        # Four Besu validators in containers. Written from ComposeFile.java; do not edit here.
        #   docker compose -f besu-network/compose.yaml up -d      (down keeps the network, down -v deletes it)
        # JSON-RPC is on 127.0.0.1:8545 to 8548, for this machine alone.
        name: pharmatrace-chain
        services:
          make:
            image: %s
            user: root
            entrypoint: %s
            volumes: ["./compose:/make:ro", "network:/network"]
        """
            .formatted(IMAGE, quoted(maker(ADDRESSES)))
        + IntStream.rangeClosed(1, BesuSettings.VALIDATORS)
            .mapToObj(ComposeFile::validator)
            .collect(Collectors.joining())
        + """
        networks:
          chain:
            ipam:
              config:
                - subnet: 172.31.77.0/24
        volumes:
          network:
        """;
  }

  private static String quoted(List<String> words) {
    return words.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
  }

  /**
   * What makes a network, once, as root: {@code besu-network/compose} is at /make, the volume that
   * all share at /network.
   *
   * @param addresses what stands before a validator's number in its address
   */
  public static List<String> maker(String addresses) {
    return List.of(
        "/bin/sh", "/make/make-network.sh", "/network", "/make/generator-input.json", addresses);
  }

  private static String validator(int number) {
    return """
          validator-%1$d:
            image: %2$s
            restart: unless-stopped
            depends_on:
              make:
                condition: service_completed_successfully
            environment:
              BESU_OPTS: %3$s
            command:
        %4$s
            networks:
              chain:
                ipv4_address: %5$s%1$d
            ports: ["127.0.0.1:%6$d:%7$d"]
            volumes: ["./compose:/make:ro", "network:/network"]
            healthcheck:
              test: ["CMD", "/bin/bash", "/make/healthy.sh"]
              interval: 10s
              timeout: 5s
              start_period: 60s
        """
        .formatted(
            number,
            IMAGE,
            BesuOptions.HEAP,
            command(number),
            ADDRESSES,
            RPC_PORT + number - 1,
            RPC_PORT);
  }

  private static String command(int number) {
    return arguments(ADDRESSES, number).stream()
        .map(argument -> "      - \"" + argument + "\"")
        .collect(Collectors.joining("\n"));
  }

  /**
   * What a validator is started with.
   *
   * @param addresses as in {@link #maker}
   * @param number from 1
   */
  public static List<String> arguments(String addresses, int number) {
    String everywhere = "0.0.0.0";
    return new BesuOptions(
            "/network/genesis.json",
            "/network/validator-" + number,
            addresses + number,
            everywhere,
            P2P_PORT,
            everywhere,
            RPC_PORT,
            "localhost,127.0.0.1,validator-" + number,
            false)
        .arguments();
  }
}
