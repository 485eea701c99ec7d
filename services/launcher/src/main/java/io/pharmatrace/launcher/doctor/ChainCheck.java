package io.pharmatrace.launcher.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pharmatrace.besu.doctor.ChainDoctor;
import io.pharmatrace.besu.doctor.ChainFinding;
import io.pharmatrace.besu.doctor.Expected;
import io.pharmatrace.launcher.home.Home;
import io.pharmatrace.launcher.part.ChainPart;
import io.pharmatrace.launcher.part.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the chain is as this home needs it, by what its nodes answer. */
final class ChainCheck {
  private static final String CHECK = "network";

  /** The members of {@code GET /api/v1/chain} that are contracts, and what a person calls them. */
  private static final Map<String, String> CONTRACTS =
      Map.of(
          "governors", "Governors",
          "registry", "OrganisationRegistry",
          "ledger", "CustodyLedger",
          "recallBoard", "RecallBoard",
          "consentRegistry", "ConsentRegistry");

  /** The accounts of this home that send transactions, by the file of their key. */
  private static final List<String> SENDERS =
      List.of("relay", "recall-board-deployer", "consent-registry-deployer");

  private ChainCheck() {}

  /**
   * Looks at the nodes of this home's chain and at others; for some seconds.
   *
   * @return nothing when no node is known to run
   */
  static List<Finding> of(Home home, Parts parts, List<URI> otherNodes) {
    List<URI> nodes = new ArrayList<>(parts.chain().nodes());
    nodes.addAll(otherNodes);
    Optional<JsonNode> told = parts.app().chain();
    List<Finding> findings = new ArrayList<>();
    if (!nodes.isEmpty()) {
      findings.addAll(judge(nodes, expected(told, home.keys())));
    }
    told.flatMap(ChainCheck::end).ifPresent(findings::add);
    return findings;
  }

  /** That the ledger has ended, if the application says so. */
  static Optional<Finding> end(JsonNode told) {
    return told.hasNonNull("successor")
        ? Optional.of(
            Finding.problem(
                CHECK,
                "LEDGER_FROZEN: governors ended the ledger %s in favour of %s; nothing is committed any more"
                    .formatted(told.path("ledger").asText(), told.path("successor").asText()),
                "Scans and verdicts go on and what is logged waits; this version cannot follow a"
                    + " successor. Ask the governors of the network which version does."))
        : Optional.empty();
  }

  static List<Finding> judge(List<URI> nodes, Expected expected) {
    List<ChainFinding> findings = new ChainDoctor(nodes, expected).examine();
    if (!findings.isEmpty()) {
      return findings.stream().map(ChainCheck::problem).toList();
    }
    String contracts =
        expected.contracts().isEmpty()
            ? "contracts not looked for, the application tells none"
            : expected.contracts().size() + " contracts are there";
    return List.of(
        Finding.ok(CHECK, "%d nodes agree and make blocks; %s".formatted(nodes.size(), contracts)));
  }

  private static Finding problem(ChainFinding finding) {
    return Finding.problem(CHECK, finding.code() + ": " + finding.cause(), finding.cure());
  }

  /**
   * What the application tells of its chain, if it does, and who sends.
   *
   * @param keys the directory of the keystore
   */
  static Expected expected(Optional<JsonNode> told, Path keys) {
    Map<String, String> contracts = new HashMap<>();
    told.ifPresent(
        view ->
            CONTRACTS.forEach(
                (member, name) -> {
                  if (view.hasNonNull(member)) {
                    contracts.put(name, view.path(member).asText());
                  }
                }));
    long chainId = told.map(view -> view.path("chainId").asLong()).orElse(0L);
    Map<String, String> senders = senders(keys);
    told.ifPresent(view -> view.path("relays").forEach(relay -> add(senders, relay.asText())));
    return new Expected(chainId == 0 ? ChainPart.CHAIN_ID : chainId, contracts, senders);
  }

  /** A relay whose key a remote signer keeps has no file. */
  private static void add(Map<String, String> senders, String relay) {
    if (senders.values().stream().noneMatch(relay::equalsIgnoreCase)) {
      senders.put(senders.containsKey("relay") ? "relay " + relay : "relay", relay);
    }
  }

  /** A keystore file names its address beside the encrypted key, so no password is needed. */
  static Map<String, String> senders(Path keys) {
    Map<String, String> senders = new HashMap<>();
    for (String name : SENDERS) {
      Path file = keys.resolve(name + ".json");
      if (Files.exists(file)) {
        try {
          String address = new ObjectMapper().readTree(file.toFile()).path("address").asText();
          senders.put(name, address.startsWith("0x") ? address : "0x" + address);
        } catch (IOException e) {
          throw new UncheckedIOException("cannot read the address in " + file, e);
        }
      }
    }
    return senders;
  }
}
