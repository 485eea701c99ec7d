package io.pharmatrace.besu;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The network in containers: writes {@code besu-network/compose.yaml} with the options that a
 * process is started with, so that the two cannot differ. A test compares the file with this.
 */
final class ComposeFile {
  /** What stands before a validator's number in its address. */
  static final String ADDRESSES = "172.31.77.1";

  private static final int RPC_PORT = 8_545;
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
            entrypoint: ["/bin/sh", "/make/make-network.sh", "/network", "/make/generator-input.json", "%s"]
            volumes: ["./compose:/make:ro", "network:/network"]
        """
            .formatted(image(), ADDRESSES)
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

  private static String image() {
    return "hyperledger/besu:" + BesuRelease.PINNED.version();
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
            image(),
            BesuOptions.HEAP,
            command(number),
            ADDRESSES,
            RPC_PORT + number - 1,
            RPC_PORT);
  }

  private static String command(int number) {
    return arguments(number).stream()
        .map(argument -> "      - \"" + argument + "\"")
        .collect(Collectors.joining("\n"));
  }

  static List<String> arguments(int number) {
    String everywhere = "0.0.0.0";
    return new BesuOptions(
            "/network/genesis.json",
            "/network/validator-" + number,
            ADDRESSES + number,
            everywhere,
            P2P_PORT,
            everywhere,
            RPC_PORT,
            "localhost,127.0.0.1,validator-" + number,
            false)
        .arguments();
  }
}
