package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.health.HealthStatus;
import io.pharmatrace.anchoring.Evidence;
import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.application.Signing;
import io.pharmatrace.anchoring.domain.DeployedContracts;
import io.pharmatrace.contracts.CustodyLedger;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.Report;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Type;
import org.web3j.crypto.ContractUtils;

/** Governors end a ledger in favour of another. */
@PharmaTraceInfrastructure
class FrozenLedgerIT {
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final String UNIT = "https://id.gs1.org/01/09506000134352/21/0";

  @Test
  void whatIsLoggedWaitsAndTheSuccessorIsNamed(Infrastructure infrastructure, @TempDir Path home) {
    Address successor;
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      UUID organisation = installation.newOrganisation("manufacturer");
      List<Long> before = installation.append(organisation, 1);
      await().atMost(DEADLINE).until(() -> installation.anchored(before) == 1);
      DeployedContracts contracts = Governance.contracts(installation);
      successor =
          deploy(installation, CustodyLedger.BINARY, contracts.registry(), contracts.ledger());

      Governance.call(
          installation,
          contracts.ledger(),
          installation
              .get(Wrappers.class)
              .ledger(contracts.ledger())
              .freeze(successor.hex())
              .encodeFunctionCall());
      List<Long> after = installation.append(organisation, 2);

      assertNamed(installation, successor);
      awaitSealed(installation);
      ChainLink.Target target = installation.get(ChainLink.class).target();
      assertThat(installation.get(Signing.class).signAll(target)).isZero();
      assertThat(installation.anchored(after)).isZero();
      assertThat(installation.count("SELECT count(*) FROM anchoring.log WHERE stopped IS NOT NULL"))
          .isZero();
      assertHasEvidence(installation, before.getFirst());
    }
    try (Installation restarted = Installation.start(infrastructure, home, Map.of())) {
      assertNamed(restarted, successor);
    }
  }

  private static void assertNamed(Installation installation, Address successor) {
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                installation
                    .get(ChainLink.class)
                    .ready()
                    .flatMap(ChainLink.Target::successor)
                    .filter(successor::equals)
                    .isPresent());
    assertThat(Health.of(installation).getStatus()).isEqualTo(HealthStatus.DOWN);
    assertThat(String.valueOf(Health.of(installation).getDetails()))
        .contains("ledger frozen", successor.hex());
  }

  /** Until there is a commitment that the journal has, which would be signed next. */
  private static void awaitSealed(Installation installation) {
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                installation.count(
                        "SELECT count(*) FROM anchoring.commitment"
                            + " WHERE confirmed_at IS NULL AND journaled_at IS NOT NULL")
                    > 0);
    // One that was signed a moment before the freeze was seen is reverted, and told so.
    await()
        .atMost(DEADLINE)
        .until(() -> installation.count("SELECT count(*) FROM anchoring.submission") == 0);
  }

  static void assertHasEvidence(Installation installation, long entry) {
    Evidence evidence = installation.get(Evidence.class);
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                evidence.event(entry, Optional.empty(), List.of(UNIT))
                    instanceof Evidence.Answer.Made);
    Evidence.Answer.Made made =
        (Evidence.Answer.Made) evidence.event(entry, Optional.empty(), List.of(UNIT));
    Report report = new BundleCheck(evidence.network()).check(made.file().array());
    assertThat(report.verdict()).as(report.toString()).isNotEqualTo(Report.Verdict.INVALID);
  }

  /** Deploys a contract whose constructor takes addresses, from a governor's account. */
  static Address deploy(Installation installation, String code, Address... parameters) {
    Chain chain = installation.get(Chain.class);
    Signer deployer = installation.get(Keys.class).governors(3).getLast();
    long nonce = chain.transactionCount(deployer.address());
    Type<?>[] arguments =
        Arrays.stream(parameters)
            .map(each -> new org.web3j.abi.datatypes.Address(each.hex()))
            .toArray(Type<?>[]::new);
    installation
        .get(Transactions.class)
        .perform(
            List.of(
                Transactions.sign(
                    deployer,
                    chain.identity().chainId(),
                    nonce,
                    5_000_000,
                    null,
                    "0x"
                        + code.strip().replace("0x", "")
                        + FunctionEncoder.encodeConstructor(List.of(arguments)))));
    Address address =
        Address.of(
            ContractUtils.generateContractAddress(
                deployer.address().bytes(), BigInteger.valueOf(nonce)));
    assertThat(chain.hasCode(address)).isTrue();
    return address;
  }
}
