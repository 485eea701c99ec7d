package io.pharmatrace.records.domain.consent;

import io.pharmatrace.transparency.Bytes32;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What most tests begin with: a pharmacist, one item, consents that count. */
final class Given {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final Duration MAX_AGE = Duration.ofSeconds(15);
  static final UUID PERSON = new UUID(7, 7);
  static final Ref PHARMACIST = new Ref("Practitioner/pharmacist");
  static final Ref ITEM = new Ref("DocumentReference/item");
  static final Scopes ALL_SCOPES =
      new Scopes(
          Arrays.stream(Scope.Level.values())
              .map(level -> new Scope(level, Scope.ANY, EnumSet.allOf(Interaction.class)))
              .collect(Collectors.toSet()));

  private Given() {}

  static UUID id(int number) {
    return new UUID(1, number);
  }

  static Bytes32 bytes(int number) {
    return Bytes32.fromHex("%064x".formatted(number));
  }

  static Requester requester(CallerRole role, Ref... refs) {
    return new Requester(
        Set.of(refs), role, false, Licence.VALID, EnumSet.allOf(Purpose.class), ALL_SCOPES);
  }

  static DataItem item() {
    return new DataItem(PERSON, ITEM, Interval.ALWAYS, Set.of(), Set.of(), Set.of());
  }

  static ConsentRequest request(Purpose purpose) {
    return request(requester(CallerRole.PHARMACIST, PHARMACIST), purpose, item());
  }

  static ConsentRequest request(Requester requester, Purpose purpose, DataItem item) {
    return new ConsentRequest(
        requester, purpose, Interaction.READ, Relation.NONE, "found unconscious", item);
  }

  /** A consent that counts, with the key of its number. */
  static StoredConsent consent(int number, Rule root, Rule... nested) {
    return new StoredConsent(
        id(number),
        PERSON,
        StoredConsent.Status.ACTIVE,
        Interval.ALWAYS,
        Interval.ALWAYS,
        new Grant(bytes(number), 1, bytes(1_000 + number), true, false),
        root.provision(),
        Arrays.stream(nested).map(Rule::provision).toList());
  }

  /** The same consent, surrounded by something else. */
  static StoredConsent copy(
      StoredConsent c,
      StoredConsent.Status status,
      Interval period,
      @Nullable Interval authority,
      @Nullable Grant grant) {
    return new StoredConsent(
        c.id(), c.person(), status, period, authority, grant, c.root(), c.nested());
  }

  /** A chain that was seen just now, on which all these consents are as they are stored. */
  static ChainView chain(List<StoredConsent> consents, Instant now) {
    return new ChainView(
        now,
        now,
        MAX_AGE,
        consents.stream()
            .map(StoredConsent::grant)
            .filter(grant -> grant != null)
            .collect(
                Collectors.toMap(
                    Grant::key,
                    grant ->
                        new OnChain(
                            OnChain.State.ACTIVE, grant.version(), grant.commitment(), Instant.MAX),
                    (one, same) -> one)));
  }

  static Decision decide(ConsentRequest request, StoredConsent... consents) {
    List<StoredConsent> all = List.of(consents);
    return ConsentDecision.decide(request, all, chain(all, NOW), NOW);
  }
}
