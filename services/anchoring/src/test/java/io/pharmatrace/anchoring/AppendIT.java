package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryNotes;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.UnsaltedUnit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appending needs the database and nothing else: here no loop runs. */
@PharmaTraceInfrastructure
class AppendIT {
  private static final List<UnsaltedUnit> UNITS =
      IntStream.range(0, 300)
          .mapToObj(i -> UnsaltedUnit.pack("https://id.gs1.org/01/09506000134352/21/" + i))
          .toList();

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @BeforeAll
  static void start(Infrastructure infrastructure, @TempDir Path home) {
    installation = Installation.start(infrastructure, home, Map.of("pharmatrace.roles", "custody"));
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void entriesOfARolledBackTransactionAreNotLogged() {
    UUID organisation = UUID.randomUUID();

    assertThatThrownBy(
            () ->
                installation
                    .jdbi()
                    .useTransaction(
                        handle -> {
                          installation
                              .get(EntryLog.class)
                              .append(handle, organisation, List.of(entry(EntryType.OFFER)));
                          throw new IllegalStateException("the caller fails");
                        }))
        .hasMessage("the caller fails");

    assertThat(
            installation.count(
                "SELECT count(*) FROM anchoring.entry WHERE organisation = '" + organisation + "'"))
        .isZero();
  }

  @Test
  void idsComeInTheOrderOfTheEntries() {
    List<Long> ids = installation.append(UUID.randomUUID(), 5000);

    assertThat(ids).hasSize(5000).isSorted().doesNotHaveDuplicates();
    assertThat(installation.anchored(ids)).isZero();
  }

  @Test
  void anEntryNamesItsUnitsWithSaltsOfItsOwnSecret() {
    Row row = appendOne(EntryType.CUSTODY_EVENT);

    assertThat(row.unitsRoot).isEqualTo(Unit.rootOf(UnsaltedUnit.salted(row.secret, UNITS)));
  }

  @Test
  void aBatchNamesNotesOfItsOrganisation() {
    Row row = appendOne(EntryType.BATCH);

    assertThat(row.unitsRoot)
        .isEqualTo(new EntryNotes(row.secret, row.organisation, UNITS).unitsRoot());
  }

  @Test
  void anUnknownEntryHasNeitherStatusNorProof() {
    Map<Long, EntryStatus> statuses =
        installation
            .jdbi()
            .withHandle(handle -> installation.get(Anchors.class).statuses(handle, List.of(-1L)));

    assertThat(statuses).isEmpty();
    assertThat(installation.proofs(List.of(-1L))).isEmpty();
  }

  private record Row(Bytes32 unitsRoot, EntrySecret secret, Bytes32 organisation) {}

  private static Row appendOne(EntryType type) {
    return installation
        .jdbi()
        .inTransaction(
            handle -> {
              long id =
                  installation
                      .get(EntryLog.class)
                      .append(handle, UUID.randomUUID(), List.of(entry(type)))
                      .getFirst();
              return handle
                  .createQuery(
                      "SELECT e.units_root, e.secret, l.chain_id FROM anchoring.entry e"
                          + " JOIN anchoring.log l ON l.organisation = e.organisation"
                          + " WHERE e.id = :id")
                  .bind("id", id)
                  .map(
                      (r, c) ->
                          new Row(
                              Bytes32.of(r.getBytes(1)),
                              new EntrySecret(Bytes32.of(r.getBytes(2))),
                              Bytes32.of(r.getBytes(3))))
                  .one();
            });
  }

  private static NewEntry entry(EntryType type) {
    return new NewEntry(type, Bytes32.random(), UNITS);
  }
}
