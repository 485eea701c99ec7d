package io.pharmatrace.records.application;

import io.micronaut.context.annotation.Requires;
import io.pharmatrace.records.application.Opening.Opened;
import io.pharmatrace.records.application.StoredVersion.Kept;
import io.pharmatrace.records.domain.Refusal;
import io.pharmatrace.records.domain.consent.ConsentDecision;
import io.pharmatrace.records.domain.consent.ConsentRequest;
import io.pharmatrace.records.domain.consent.Decision;
import io.pharmatrace.records.domain.consent.Decision.Outcome;
import io.pharmatrace.records.domain.consent.Interaction;
import io.pharmatrace.records.domain.consent.StoredConsent;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The only way to a plaintext: asks the decision over consents (docs/adr/0026) about the very row
 * that it opens then. There is none in a process that knows of no consents. Thread-safe.
 */
@Singleton
@Requires(beans = ConsentFacts.class)
public final class Enforcement {
  private final Records records;
  private final ConsentFacts consents;
  private final Clock clock;

  @Inject
  Enforcement(Records records, ConsentFacts consents) {
    this(records, consents, Clock.systemUTC());
  }

  Enforcement(Records records, ConsentFacts consents, Clock clock) {
    this.records = records;
    this.consents = consents;
    this.clock = clock;
  }

  /**
   * Reads a version of a record, if that is permitted.
   *
   * @throws MissingKeyException when the reader's key should be here and is not
   */
  public Access read(Handle handle, Asking asking, UUID record, int version) {
    Optional<StoredVersion> found = RecordRows.find(handle, record, version);
    if (found.isEmpty()) {
      return new Access.Refused(Refusal.UNKNOWN);
    }
    return switch (found.get()) {
      case StoredVersion.Erased e -> new Access.Refused(Refusal.ERASED);
      case StoredVersion.Altered a -> new Access.Refused(Refusal.ALTERED);
      case Kept row -> {
        Decision decision = decide(handle, asking, row);
        yield decision.outcome() == Outcome.PERMIT
            ? open(handle, asking, row, decision)
            : new Access.Denied(decision);
      }
    };
  }

  private Decision decide(Handle handle, Asking asking, Kept row) {
    UUID person = row.version().person();
    List<StoredConsent> known = consents.about(handle, person);
    ConsentRequest request =
        new ConsentRequest(
            asking.requester(),
            asking.purpose(),
            Interaction.READ,
            asking.relation(),
            asking.breakGlassReason(),
            row.version().facts().item(person, row.version().record()));
    return ConsentDecision.decide(request, known, consents.chain(handle, known), clock.instant());
  }

  private Access open(Handle handle, Asking asking, Kept row, Decision decision) {
    int version = row.version().version();
    return switch (records.open(handle, row, asking.reader(), asking.byPerson())) {
      case Opened opened -> new Access.Read(decision, version, opened.document());
      case Opening.Handed handed -> new Access.Handed(decision, version, handed.jwe());
      case Opening.Refused refused -> new Access.Refused(refused.reason());
    };
  }
}
