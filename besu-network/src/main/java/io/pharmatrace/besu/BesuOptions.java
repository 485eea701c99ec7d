package io.pharmatrace.besu;

import java.util.List;

/**
 * What a validator is started with, whether as a process or in a container: the one place where
 * options stand. What differs is where files are and where it listens.
 *
 * @param genesis path of the genesis file
 * @param directory of key, data, static nodes and permissions
 * @param p2pHost what it tells the others its address is
 * @param p2pInterface where it listens for them
 * @param p2pPort of their talk
 * @param rpcHost where it listens for JSON-RPC
 * @param rpcPort of JSON-RPC
 * @param hostAllowlist what a caller may name as host, with commas
 * @param accountsRestricted whether only permitted accounts may send transactions
 */
record BesuOptions(
    String genesis,
    String directory,
    String p2pHost,
    String p2pInterface,
    int p2pPort,
    String rpcHost,
    int rpcPort,
    String hostAllowlist,
    boolean accountsRestricted) {
  /** Four of this heap fit one machine. */
  static final String HEAP = "-Xmx768m";

  /** For the Java 25 of this process; a container brings its own Java, which may be older. */
  static final String JAVA_OPTIONS =
      HEAP + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

  List<String> arguments() {
    String permissions = directory + "/permissions_config.toml";
    return List.of(
        "--genesis-file=" + genesis,
        "--data-path=" + directory + "/data",
        "--node-private-key-file=" + directory + "/key",
        // Keeps the state proofs of every block, which evidence bundles need; BONSAI keeps 512.
        "--data-storage-format=FOREST",
        "--sync-mode=FULL",
        "--discovery-enabled=false",
        "--static-nodes-file=" + directory + "/static-nodes.json",
        "--nat-method=NONE",
        "--p2p-host=" + p2pHost,
        "--p2p-interface=" + p2pInterface,
        "--p2p-port=" + p2pPort,
        "--rpc-http-enabled=true",
        "--rpc-http-host=" + rpcHost,
        "--rpc-http-port=" + rpcPort,
        // QBFT lets a caller vote and PERM change who may connect: JSON-RPC is for the owner alone.
        "--rpc-http-api=ETH,NET,WEB3,QBFT,TXPOOL,PERM",
        "--host-allowlist=" + hostAllowlist,
        "--min-gas-price=0",
        "--rpc-tx-feecap=0",
        "--tx-pool=SEQUENCED",
        "--tx-pool-limit-by-account-percentage=1",
        // Above rate x period x 2; the layered pool's options would stop the node.
        "--tx-pool-max-size=8192",
        "--permissions-nodes-config-file-enabled=true",
        "--permissions-nodes-config-file=" + permissions,
        "--permissions-accounts-config-file-enabled=" + accountsRestricted,
        "--permissions-accounts-config-file=" + permissions,
        "--logging=INFO");
  }
}
