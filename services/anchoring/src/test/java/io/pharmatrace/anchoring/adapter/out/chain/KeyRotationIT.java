package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.Evidence;
import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An organisation loses its key, and the governors give it another. */
@PharmaTraceInfrastructure
class KeyRotationIT {
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final String UNIT = "https://id.gs1.org/01/09506000134352/21/0";

  @Test
  void whatWasCommittedUnderEitherKeyHasItsEvidence(
      Infrastructure infrastructure, @TempDir Path home) throws IOException {
    UUID organisation;
    UUID other = UUID.randomUUID();
    long before;
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      organisation = installation.newOrganisation("manufacturer");
      before = anchored(installation, organisation);
      Bytes32 name = installation.proof(before).anchored().organisation();
      Address fresh = installation.get(Keys.class).newcomer(other).address();
      Governance.call(
          installation,
          Governance.registry(installation)
              .rotateKey(name.bytes(), fresh.hex())
              .encodeFunctionCall());
    }
    Path keys = home.resolve("keys");
    Files.move(
        keys.resolve("organisation-" + other + ".json"),
        keys.resolve("organisation-" + organisation + ".json"),
        StandardCopyOption.REPLACE_EXISTING);

    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      long after = anchored(installation, organisation);
      assertHolds(installation, before);
      assertHolds(installation, after);
    }
  }

  private static long anchored(Installation installation, UUID organisation) {
    List<Long> entries = installation.append(organisation, 1);
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == 1);
    return entries.getFirst();
  }

  private static void assertHolds(Installation installation, long entry) {
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
}
