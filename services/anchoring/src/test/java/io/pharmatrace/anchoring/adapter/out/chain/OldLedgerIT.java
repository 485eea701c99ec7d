package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network was founded before a ledger could have a successor. */
@PharmaTraceInfrastructure
class OldLedgerIT {
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  /** The bytes are those of CustodyLedger as of commit be2d335. */
  @Test
  void aNetworkFromBeforeThereWereSuccessorsIsGoneOnWith(
      Infrastructure infrastructure, @TempDir Path home) throws IOException {
    Address old;
    try (Installation founding = Installation.start(infrastructure, home, Map.of())) {
      ChainLink link = founding.get(ChainLink.class);
      await().atMost(DEADLINE).until(() -> link.ready().isPresent());
      old = FrozenLedgerIT.deploy(founding, before(), Governance.contracts(founding).registry());
      founding
          .jdbi()
          .useHandle(h -> h.execute("UPDATE anchoring.chain SET ledger = ?", old.bytes()));
    }
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      List<Long> entries = installation.append(installation.newOrganisation("manufacturer"), 1);
      await().atMost(DEADLINE).until(() -> installation.anchored(entries) == 1);

      ChainLink.Target target = installation.get(ChainLink.class).target();
      assertThat(target.contracts().ledger()).isEqualTo(old);
      assertThat(target.successor()).isEmpty();
      FrozenLedgerIT.assertHasEvidence(installation, entries.getFirst());
    }
  }

  private static String before() throws IOException {
    try (InputStream file =
        OldLedgerIT.class.getResourceAsStream("CustodyLedger-before-successors.bin")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII)
          .strip();
    }
  }
}
