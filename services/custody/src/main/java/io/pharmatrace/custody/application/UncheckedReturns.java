package io.pharmatrace.custody.application;

import io.pharmatrace.custody.OffSale;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.Suspicions.Sighting;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Products;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Packs that came back, to whomever, were not checked since, and went out all the same, by
 * themselves or in what holds them: that is stored where it happened, and suspicious. Looked for
 * once the events are stored, and only of organisations that may have such packs.
 */
final class UncheckedReturns {
  /** More packs are not looked at together: about half a second, under locks. */
  private static final int MOST = 20_000;

  /** Of one event alerts are raised about so many packs: the verdict says it of each. */
  private static final int MOST_TOLD = 100;

  /** A pack that came back, in what goes out. */
  private record Back(Leaving leaving, Sgtin pack, OffsetDateTime recorded, Set<UUID> sellers) {}

  private final Handle handle;
  private final OffSale offSale;
  private final Products products;
  private final Units units;

  UncheckedReturns(Handle handle, OffSale offSale, Products products, Units units) {
    this.handle = handle;
    this.offSale = offSale;
    this.products = products;
    this.units = units;
  }

  /** What is suspicious about these; shipments in which nothing is are marked so. */
  List<Suspicion> among(List<Leaving> all) {
    Set<UUID> holders = holders(all);
    List<Leaving> leaving =
        all.stream().filter(l -> holders.contains(l.item().organisation())).toList();
    if (leaving.isEmpty()) {
      return List.of();
    }
    List<Back> rows = new ArrayList<>();
    boolean whole = back(leaving, rows);
    Map<Sgtin, OffsetDateTime> recorded = new HashMap<>();
    rows.forEach(row -> recorded.put(row.pack(), row.recorded()));
    Set<Sgtin> unchecked = recorded.isEmpty() ? Set.of() : offSale.unchecked(handle, recorded);
    List<Back> out = rows.stream().filter(row -> unchecked.contains(row.pack())).toList();
    if (whole) {
      clear(leaving, out);
    }
    Map<Gtin, Product> makers =
        out.isEmpty()
            ? Map.of()
            : products.find(
                handle, out.stream().map(row -> row.pack().gtin()).collect(Collectors.toSet()));
    Map<EventStore.Identity, Integer> told = new HashMap<>();
    return out.stream()
        .filter(row -> !goesBackFurther(row, makers.get(row.pack().gtin())))
        .filter(row -> told.merge(row.leaving().item().identity(), 1, Integer::sum) <= MOST_TOLD)
        .map(UncheckedReturns::suspicion)
        .toList();
  }

  private Set<UUID> holders(List<Leaving> all) {
    Set<UUID> tellers = all.stream().map(l -> l.item().organisation()).collect(Collectors.toSet());
    return tellers.isEmpty()
        ? tellers
        : Set.copyOf(
            handle
                .createQuery(
                    """
                    SELECT o.id FROM unnest(:tellers) AS o (id)
                    WHERE custody.may_have_returns(o.id)
                    """)
                .bindArray("tellers", UUID.class, tellers)
                .mapTo(UUID.class)
                .list());
  }

  /** Whoever sold it before gets it back, or its manufacturer, whatever the event calls it. */
  private static boolean goesBackFurther(Back row, @Nullable Product product) {
    @Nullable UUID to = row.leaving().shippedTo();
    return to != null
        && (row.sellers().contains(to) || (product != null && product.manufacturer().equals(to)));
  }

  private static Suspicion suspicion(Back row) {
    @Nullable UUID to = row.leaving().shippedTo();
    Item item = row.leaving().item();
    Submission submission = item.submission();
    return new Suspicion(
            Code.RETURN_UNCHECKED,
            new Sighting(item.organisation(), item.understood().place(), item.time()),
            row.pack(),
            "It came back, and was "
                + row.leaving().how()
                + " without the check before a saleable return.",
            submission.lot(),
            submission.expiry(),
            to == null ? Set.of() : Set.of(to),
            List.of())
        .by(item.identity().event().hex())
        .entered(submission.entry());
  }

  /**
   * Adds the packs that came back, of what the teller has or had until he shipped it.
   *
   * @return whether there are no more
   */
  private boolean back(List<Leaving> leaving, List<Back> rows) {
    List<Leaving> of = new ArrayList<>();
    List<Unit> roots = new ArrayList<>();
    for (Leaving each : leaving) {
      for (Unit unit : each.item().known(units)) {
        if (each.item().organisation().equals(unit.topmost().custodian())) {
          of.add(each);
          roots.add(unit);
        }
      }
    }
    List<Boolean> whole =
        roots.isEmpty()
            ? List.of()
            : handle
                .createQuery(
                    """
                    WITH RECURSIVE tree (place, id) AS (
                      SELECT r.place, r.id FROM unnest(:roots) WITH ORDINALITY AS r (id, place)
                      UNION ALL
                      SELECT t.place, u.id FROM tree t JOIN custody.unit u ON u.parent_id = t.id
                    ), packs AS MATERIALIZED (
                      SELECT t.place, u.id, u.key, u.serial
                      FROM tree t JOIN custody.unit u ON u.id = t.id
                      WHERE u.kind = 'PACK' LIMIT :most
                    )
                    SELECT p.place, p.key, p.serial, b.recorded, b.sellers, n.whole
                    FROM (SELECT count(*) < :most AS whole FROM packs) n
                    LEFT JOIN (packs p JOIN custody.came_back(ARRAY(SELECT id FROM packs)) b
                               ON b.pack_id = p.id) ON true
                    """)
                .bindArray("roots", Long.class, Columns.of(roots, Unit::id))
                .bind("most", MOST)
                .map(
                    (r, c) -> {
                      @Nullable OffsetDateTime recorded =
                          r.getObject("recorded", OffsetDateTime.class);
                      if (recorded != null) {
                        rows.add(
                            new Back(
                                of.get(r.getInt("place") - 1),
                                (Sgtin) UnitKey.epc(r.getString("key"), r.getString("serial")),
                                recorded,
                                Set.of((UUID[]) r.getArray("sellers").getArray())));
                      }
                      return r.getBoolean("whole");
                    })
                .list();
    return !whole.contains(false);
  }

  /** Of what is still as it was shipped, nobody needs to ask whether anything was unchecked. */
  private void clear(List<Leaving> leaving, List<Back> out) {
    Set<Long> clean =
        leaving.stream()
            .filter(this::isUnderWay)
            .flatMap(each -> Stream.ofNullable(each.offer()))
            .collect(Collectors.toSet());
    out.forEach(row -> clean.remove(row.leaving().offer()));
    if (!clean.isEmpty()) {
      handle
          .createUpdate(
              "UPDATE custody.offer SET unchecked = false WHERE id = ANY(:clean) AND unchecked")
          .bindArray("clean", Long.class, clean)
          .execute();
    }
  }

  /**
   * What is told late may say that somebody had got back what he shipped on afterwards: in what was
   * shipped before we knew that, and found clean, may be such packs then.
   *
   * @param offers all by which units went that were replayed
   */
  static void lookAgain(Handle handle, Collection<Long> offers) {
    handle
        .createUpdate(
            """
            WITH o AS MATERIALIZED (SELECT * FROM custody.offer WHERE id = ANY(:offers))
            UPDATE custody.offer SET unchecked = true
            WHERE id = ANY(:offers) AND NOT unchecked AND EXISTS (
              SELECT FROM (SELECT sender_id AS id, min(offered) AS first FROM o GROUP BY 1) sold
              JOIN (SELECT receiver_id AS id, max(offered) AS last FROM o GROUP BY 1) back
                ON back.id = sold.id AND back.last >= sold.first)
            """)
        .bindArray("offers", Long.class, offers)
        .execute();
  }

  private boolean isUnderWay(Leaving each) {
    return each.item().known(units).stream()
        .map(Unit::topmost)
        .allMatch(
            unit ->
                each.item().organisation().equals(unit.custodian())
                    && Objects.equals(unit.inTransitTo(), each.shippedTo()));
  }
}
