package io.pharmatrace.records.application;

import io.micronaut.context.ApplicationContext;
import io.pharmatrace.records.domain.Refusal;
import io.pharmatrace.records.domain.consent.CallerRole;
import io.pharmatrace.records.domain.consent.ChainView;
import io.pharmatrace.records.domain.consent.Interaction;
import io.pharmatrace.records.domain.consent.Licence;
import io.pharmatrace.records.domain.consent.Purpose;
import io.pharmatrace.records.domain.consent.Ref;
import io.pharmatrace.records.domain.consent.Relation;
import io.pharmatrace.records.domain.consent.Requester;
import io.pharmatrace.records.domain.consent.Scope;
import io.pharmatrace.records.domain.consent.Scopes;
import io.pharmatrace.records.domain.consent.StoredConsent;
import io.pharmatrace.testsupport.Infrastructure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The feature on a real PostgreSQL, with one organisation that signs and keeps records. */
final class Practice implements AutoCloseable {
  /** No consent is on record anywhere yet, and nothing was seen of a chain. */
  private static final ConsentFacts NO_CONSENTS =
      new ConsentFacts() {
        @Override
        public List<StoredConsent> about(Handle handle, UUID person) {
          return List.of();
        }

        @Override
        public ChainView chain(Handle handle, List<StoredConsent> consents) {
          return ChainView.unseen(Duration.ofSeconds(15));
        }
      };

  private static final Scopes SCOPES =
      new Scopes(
          Arrays.stream(Scope.Level.values())
              .map(level -> new Scope(level, Scope.ANY, Set.of(Interaction.values())))
              .collect(Collectors.toSet()));

  private final ApplicationContext context;
  final UUID custodian = UUID.randomUUID();
  final UUID person;

  private Practice(ApplicationContext context) {
    this.context = context;
    this.person =
        in(
            handle -> {
              get(ReaderKeys.class).begin(handle, custodian);
              get(AuthorKeys.class).begin(handle, custodian);
              return get(Persons.class).add(handle, custodian);
            });
  }

  static Practice start(Infrastructure infrastructure, Path home) {
    return start(infrastructure, home, Map.of());
  }

  static Practice start(Infrastructure infrastructure, Path home, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("datasources.default.url", infrastructure.postgres().jdbcUrl());
    properties.put("datasources.default.username", infrastructure.postgres().user());
    properties.put("datasources.default.password", infrastructure.postgres().password());
    properties.put("pharmatrace.home", home.toString());
    properties.put("pharmatrace.roles", "records");
    // Nobody is there, and nobody is needed: a class with a broker and a chain says so itself.
    properties.put("kafka.bootstrap.servers", "127.0.0.1:1");
    properties.putAll(settings);
    return new Practice(ApplicationContext.run(properties));
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** In a transaction of its own. */
  <T> T in(HandleCallback<T, RuntimeException> work) {
    return get(Jdbi.class).inTransaction(work);
  }

  /** Changes the database behind the application's back. */
  int sql(String statement, Object... arguments) {
    return in(handle -> handle.execute(statement, arguments));
  }

  long count(String query, Object... arguments) {
    return in(handle -> handle.select(query, arguments).mapTo(Long.class).one());
  }

  String text(String query, Object... arguments) {
    return in(handle -> handle.select(query, arguments).mapTo(String.class).one());
  }

  /** An organisation that can read. */
  UUID reader() {
    UUID id = UUID.randomUUID();
    in(handle -> get(ReaderKeys.class).begin(handle, id));
    return id;
  }

  Saved save(String document, UUID... readers) {
    return in(
        handle -> get(Records.class).store(handle, person, document(document), List.of(readers)));
  }

  UUID store(String document, UUID... readers) {
    return ((Saved.Done) save(document, readers)).record();
  }

  Saved revise(UUID record, int expected, String document) {
    return in(handle -> get(Records.class).revise(handle, record, expected, document(document)));
  }

  NewDocument document(String text) {
    return new NewDocument(Sealing.FACTS, custodian, text);
  }

  Optional<Refusal> grant(UUID record, UUID reader) {
    return in(handle -> get(Grants.class).grant(handle, record, reader));
  }

  boolean takeAway(UUID record, UUID reader) {
    return in(handle -> get(Grants.class).takeAway(handle, record, reader));
  }

  /** By a pharmacist in an emergency, which needs no consent. */
  Access read(UUID reader, UUID record, int version) {
    return ask(reader, record, version, Purpose.BTG, "found unconscious at home");
  }

  Access ask(
      UUID reader, UUID record, int version, Purpose purpose, @Nullable String breakGlassReason) {
    Requester requester =
        new Requester(
            Set.of(new Ref("Organization/" + reader), new Ref("Practitioner/p")),
            CallerRole.PHARMACIST,
            false,
            Licence.VALID,
            Set.of(Purpose.values()),
            SCOPES);
    return ask(
        new Asking(requester, reader, purpose, Relation.NONE, breakGlassReason), record, version);
  }

  /** By the person whose record it is. */
  Access readOwn(UUID record, int version) {
    Requester requester =
        new Requester(
            Set.of(new Ref("Patient/" + person)),
            CallerRole.PATIENT,
            false,
            Licence.VALID,
            Set.of(Purpose.values()),
            SCOPES);
    return ask(new Asking(requester, person, Purpose.PATRQT, Relation.SELF, null), record, version);
  }

  private Access ask(Asking asking, UUID record, int version) {
    Enforcement enforcement = new Enforcement(get(Records.class), NO_CONSENTS, Clock.systemUTC());
    return in(handle -> enforcement.read(handle, asking, record, version));
  }

  /** What it says, or why it does not. */
  static Object outcome(Access access) {
    return switch (access) {
      case Access.Read read -> read.document();
      case Access.Handed handed -> handed.jwe();
      case Access.Denied denied -> denied.decision().decidedBy();
      case Access.Refused(Refusal reason) -> reason;
    };
  }

  @Override
  public void close() {
    context.close();
  }
}
