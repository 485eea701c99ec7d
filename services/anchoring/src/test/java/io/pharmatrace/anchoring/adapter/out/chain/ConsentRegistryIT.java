package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.PatientKey;
import io.pharmatrace.anchoring.application.ChainException;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.ConsentRegistryLink;
import io.pharmatrace.anchoring.application.ContractLink;
import io.pharmatrace.anchoring.application.RecallBoardLink;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsentStatement;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.chain.Signatures;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ConsentRegistry is where the installation says, and takes what a patient's key signed. */
@PharmaTraceInfrastructure
class ConsentRegistryIT {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @Test
  void takesWhatTheKeysSignerSignedForItAndNothingElse(Infrastructure infrastructure) {
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      Address registry = awaitAddress(installation, ConsentRegistryLink.class);
      SigningDomain domain = SigningDomain.of(infrastructure.chain().chainId(), registry);
      PatientKey patient = PatientKey.fresh();
      var grant = patient.grant(0);

      byte[] signature = patient.sign(grant, domain);
      assertThat(Signatures.isByKey(grant, domain, patient.salt(), signature)).isTrue();
      assertThat(refusal(installation, registry, grant, patient.salt(), signature)).isEmpty();
      byte[] forAnother = patient.sign(grant, SigningDomain.of(7, registry));
      assertThat(refusal(installation, registry, grant, patient.salt(), forAnother))
          .contains("NotSignedByKey");
      byte[] byAnother = PatientKey.fresh().sign(grant, domain);
      assertThat(refusal(installation, registry, grant, patient.salt(), byAnother))
          .contains("NotSignedByKey");
      var early = patient.grant(1);
      byte[] ofEarly = patient.sign(early, domain);
      assertThat(refusal(installation, registry, early, patient.salt(), ofEarly))
          .contains("WrongNonce");
    }
  }

  /** As it is after an upgrade: neither the database nor the chain nor the keys know of it. */
  @Test
  void aNetworkFromBeforeThereWasOneGetsItAndTheOthersStayWhereTheyAre(
      Infrastructure infrastructure) throws IOException {
    Address former;
    Address board;
    ChainLink.Recorded others;
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      former = awaitAddress(installation, ConsentRegistryLink.class);
      board = awaitAddress(installation, RecallBoardLink.class);
      others = installation.get(ChainLink.class).recorded().orElseThrow();
    }
    forget(infrastructure);
    Files.delete(home.resolve("keys/consent-registry-deployer.json"));

    Address deployed;
    try (Installation upgraded = Installation.start(infrastructure, home, Map.of())) {
      deployed = awaitAddress(upgraded, ConsentRegistryLink.class);
      assertThat(deployed).isNotEqualTo(former);
      assertThat(upgraded.get(Web3jContracts.class).isConsentRegistry(deployed)).isTrue();
      assertThat(awaitAddress(upgraded, RecallBoardLink.class)).isEqualTo(board);
      assertThat(upgraded.get(ChainLink.class).recorded()).contains(others);
    }
    try (Installation again = Installation.start(infrastructure, home, Map.of())) {
      assertThat(awaitAddress(again, ConsentRegistryLink.class))
          .as("recorded once")
          .isEqualTo(deployed);
    }
  }

  @Test
  void whoJoinsANetworkIsToldWhenTheAddressIsNone(Infrastructure infrastructure) {
    Address registry;
    Address board;
    try (Installation founder = Installation.start(infrastructure, home, Map.of())) {
      registry = awaitAddress(founder, ConsentRegistryLink.class);
      board = awaitAddress(founder, RecallBoardLink.class);
    }
    forget(infrastructure);
    for (Address wrong : new Address[] {board, Address.fromHex("00".repeat(20))}) {
      try (Installation joined = joined(infrastructure, wrong)) {
        ChainLink chain = joined.get(ChainLink.class);
        await().atMost(DEADLINE).until(() -> chain.ready().isPresent());
        assertThatExceptionOfType(ChainException.class)
            .isThrownBy(() -> joined.get(ConsentRegistryLink.class).check(chain.target()))
            .withMessage("there is no ConsentRegistry at " + wrong);
      }
    }
    try (Installation joined = joined(infrastructure, registry)) {
      assertThat(awaitAddress(joined, ConsentRegistryLink.class)).isEqualTo(registry);
    }
  }

  private static Installation joined(Infrastructure infrastructure, Address registry) {
    return Installation.start(
        infrastructure,
        home,
        Map.of(
            "pharmatrace.chain.deploy",
            false,
            "pharmatrace.chain.consent-registry",
            registry.hex()));
  }

  private static Address awaitAddress(
      Installation installation, Class<? extends ContractLink> link) {
    return await()
        .atMost(DEADLINE)
        .until(() -> installation.get(link).address(), Optional::isPresent)
        .orElseThrow();
  }

  /** In a process that would not look for it again at once. */
  private static void forget(Infrastructure infrastructure) {
    try (Installation without =
        Installation.start(infrastructure, home, Map.of("pharmatrace.roles", "registry"))) {
      without
          .jdbi()
          .useHandle(h -> h.execute("UPDATE anchoring.chain SET consent_registry = NULL"));
    }
  }

  /** What the contract on the node says to it; nothing is sent. */
  private static Optional<String> refusal(
      Installation installation,
      Address registry,
      ConsentStatement.Grant grant,
      Bytes32 salt,
      byte[] signature) {
    return Refusals.of(
        installation.get(Node.class),
        registry,
        installation
            .get(Wrappers.class)
            .consentRegistry(registry)
            .grant(
                grant.key().bytes(),
                salt.bytes(),
                grant.commitment().bytes(),
                BigInteger.valueOf(grant.notAfter()),
                BigInteger.valueOf(grant.nonce()),
                BigInteger.valueOf(grant.deadline()),
                signature)
            .encodeFunctionCall());
  }
}
