package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.SigningDomain;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Changes of consents, as patients signed them: nothing here can sign one anew. Whether the
 * registry has one, or another in its place, is for {@link ConsentFollowing} to judge.
 */
@Singleton
final class ConsentCargoes extends RefusableCargoes {
  /** What no later block will take. A wrong nonce may be one that is waited for. */
  private static final Set<String> FINAL =
      Set.of("DeadlinePassed", "EndsInPast", "NotSignedByKey", "ZeroCommitment");

  private final ConsentChain consents;

  ConsentCargoes(ConsentChain consents) {
    super(
        new Rows(
            "consent_change",
            "consent_id",
            OpenConsent.COLUMNS,
            OpenConsent.FROM,
            "true",
            // In the order of versions; of two for one version the revocation.
            "t.nonce, t.commitment NULLS FIRST, t.id"));
    this.consents = consents;
  }

  @Override
  boolean isFinal(String reason) {
    return FINAL.contains(reason);
  }

  @Override
  public Cargo map(ResultSet r) throws SQLException {
    return new ConsentCargo(OpenConsent.map(r));
  }

  private final class ConsentCargo extends Refusable {
    private final OpenConsent open;

    private ConsentCargo(OpenConsent open) {
      super(open.id());
      this.open = open;
    }

    @Override
    public void sign(Handle handle, ChainLink.Target target, Signer relay, long nonce) {
      SigningDomain domain = SigningDomain.of(target.identity().chainId(), open.registry());
      keep(handle, relay, consents.bring(domain, open.consent(), relay, nonce));
    }

    /**
     * Asks the registry itself: a call of an address where a development chain has lost the
     * contract succeeds too.
     */
    @Override
    public boolean arrived(ChainLink.Target target, boolean succeeded) {
      return consents.version(open.registry(), open.consent().statement().key())
          > open.consent().statement().nonce();
    }

    /** What stands there is not refused, whoever brought it. */
    @Override
    public Optional<String> refusal(ChainLink.Target target) {
      return arrived(target, false)
          ? Optional.empty()
          : consents.refusal(open.registry(), open.consent());
    }

    @Override
    public String toString() {
      return "consent change " + open.id();
    }
  }
}
