package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.object;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.app.RunningApplication.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Events that come late end in the same state as punctual ones: random journeys are told twice, of
 * some units in the order in which they happened and of others in any order. Everything is told
 * once, whatever is answered; scans that have to wait are tried again by the application.
 */
class ShuffledEventsIT extends ErrorDeclarationTest {
  private static final int JOURNEYS = 40;
  private static final List<String> PARTIES = List.of(MAKER, WHOLESALER, PHARMACY);

  /** Two packs, two cases and a pallet of one telling of a journey. */
  private record Goods(String first, String second, String box, String otherBox, String pallet) {
    static Goods of(int telling) {
      return new Goods(
          "Z" + telling + "-1",
          "Z" + telling + "-2",
          sscc(3 * telling),
          sscc(3 * telling + 1),
          sscc(3 * telling + 2));
    }

    private static String sscc(int number) {
      String digits = "39521101%09d".formatted(700_000 + number);
      int sum = 0;
      for (int i = 0; i < digits.length(); i++) {
        sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
      }
      return digits + (10 - sum % 10) % 10;
    }

    List<String> all() {
      return List.of(first, second, box, otherBox, pallet);
    }

    String epc(int unit) {
      return unit < 2 ? EpcisEvents.pack(all().get(unit)) : SSCC + all().get(unit);
    }

    String data(int unit) {
      return unit < 2 ? SupplyChain.label(all().get(unit), "M", "311231") : "00" + all().get(unit);
    }
  }

  /**
   * Something that happens.
   *
   * @param other what holds the unit, or to whom it goes
   */
  private record Step(int number, String who, String what, int unit, int other) {
    String time() {
      return "2026-11-%02dT%02d:00:00Z".formatted(1 + number / 24, number % 24);
    }

    String event(Goods goods) {
      List<String> epcs = List.of(goods.epc(unit));
      return switch (what) {
        case "commissioning" ->
            unit < 2
                ? EpcisEvents.commissioning(who, time(), "M", epcs)
                : object(who, "ADD", what, time(), epcs, "");
        case "packing" -> EpcisEvents.aggregation(who, "ADD", time(), goods.epc(other), epcs);
        case "unpacking" -> EpcisEvents.aggregation(who, "DELETE", time(), goods.epc(other), epcs);
        case "emptying" ->
            EpcisEvents.aggregation(who, "DELETE", time(), goods.epc(other), List.of());
        case "shipping" -> EpcisEvents.shipping(who, PARTIES.get(other), time(), epcs, "");
        case "holding" ->
            object(who, "OBSERVE", what, time(), epcs, ", \"disposition\": \"non_sellable_other\"");
        case "undoing" ->
            object(
                    who,
                    "OBSERVE",
                    "storing",
                    time(),
                    epcs,
                    ", \"pharmatrace:packState\": \"Active\"")
                .replaceFirst(
                    "\\{", "{\"@context\": {\"pharmatrace\": \"urn:pharmatrace:epcis\"}, ");
        default -> object(who, "OBSERVE", what, time(), epcs, "");
      };
    }

    /** What a scanner says of it; null when no scanner says such a thing. */
    @Nullable String scan(Goods goods) {
      String container = ",\"container\":\"]C100" + goods.all().get(Math.max(2, other)) + "\"";
      return switch (what) {
        case "holding", "undoing" -> null;
        case "packing", "unpacking" ->
            SupplyChain.scan(who, what, goods.data(unit), time(), container);
        case "emptying" -> SupplyChain.scan(who, "unpacking", goods.data(other), time(), "");
        case "shipping" ->
            SupplyChain.scan(
                who,
                what,
                goods.data(unit),
                time(),
                ",\"destination\":\"https://id.gs1.org/414/%s\""
                    .formatted(SupplyChain.gln(PARTIES.get(other))));
        default -> SupplyChain.scan(who, what, goods.data(unit), time(), "");
      };
    }
  }

  private static boolean taken(Step step, Goods goods) {
    Answer answer = app.post(step.who(), "/epcis/v2/events", "application/json", step.event(goods));
    assertThat(answer.status()).as("%s", answer.body()).isLessThan(500);
    return answer.status() < 300 || answer.status() == 409; // Just now, or with another.
  }

  private static Step random(Random random, int number, int steps) {
    String who = steps < 3 ? MAKER : PARTIES.get(random.nextInt(3));
    int pack = random.nextInt(2);
    int holder = 2 + random.nextInt(3);
    int any = random.nextInt(5);
    int to = random.nextInt(3);
    return switch (random.nextInt(13)) {
      case 0, 1 -> new Step(number, who, "commissioning", steps == 0 ? pack : any, 0);
      case 2, 3 -> new Step(number, who, "packing", pack, holder);
      case 4 -> new Step(number, who, "packing", random.nextInt(4), 4);
      case 5 -> new Step(number, who, "unpacking", pack, holder);
      case 6 -> new Step(number, who, "emptying", 0, holder);
      case 7, 8 -> new Step(number, who, "shipping", any, to);
      case 9 -> new Step(number, who, "receiving", any, 0);
      case 10 -> new Step(number, who, random.nextBoolean() ? "dispensing" : "destroying", pack, 0);
      case 11 -> new Step(number, who, "holding", pack, 0);
      default -> new Step(number, who, "undoing", pack, 0);
    };
  }

  /** What happens to some goods, as far as it is taken, told at once. */
  private static List<Step> punctual(Random random, Goods goods) {
    List<Step> steps = new ArrayList<>();
    int wanted = 4 + random.nextInt(6);
    for (int number = 0; number < 60 && steps.size() < wanted; number++) {
      Step step = random(random, number, steps.size());
      if (taken(step, goods)) {
        steps.add(step);
        // Somebody takes over what is on its way, more often than not.
        Step receipt =
            new Step(++number, PARTIES.get(step.other() % 3), "receiving", step.unit(), 0);
        if (step.what().equals("shipping") && random.nextInt(3) > 0 && taken(receipt, goods)) {
          steps.add(receipt);
        }
      }
    }
    return steps;
  }

  /** All that can be seen of the goods, one line for each. */
  private static List<String> look(Goods goods) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      lines.add(i + ": " + String.join(", ", look(goods, i)));
    }
    return lines;
  }

  private static List<String> look(Goods goods, int unit) {
    String name = goods.all().get(unit);
    List<String> told =
        app.bean(Jdbi.class)
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT concat_ws(' ', u.state, 'in', p.key, p.serial, 'held by',
                                     t.custodian_id, 'at', t.place, 'for', t.in_transit_to,
                                     'since', u.state_since, 'at', u.state_place)
                            FROM custody.unit u
                            JOIN custody.unit t ON t.id = custody.topmost(u.id)
                            LEFT JOIN custody.unit p ON p.id = u.parent_id
                            WHERE u.key || u.serial = :name
                            UNION ALL
                            SELECT concat_ws(' ', 'holds', c.packs) FROM custody.content c
                            JOIN custody.unit u ON u.id = c.unit_id WHERE u.key || u.serial = :name
                            UNION ALL
                            SELECT * FROM (
                              SELECT concat_ws(' ', 'offered', o.offered, 'to', o.receiver_id,
                                               ou.state, 'of', p.key, p.serial)
                              FROM custody.offer_unit ou JOIN custody.offer o ON o.id = ou.offer_id
                              JOIN custody.unit u ON u.id = ou.unit_id
                              LEFT JOIN custody.unit p ON p.id = ou.part_of
                              WHERE u.key || u.serial = :name ORDER BY o.offered) offers
                            UNION ALL
                            SELECT * FROM (
                              SELECT DISTINCT concat_ws(' ', 'was in', p.key, p.serial, m.entered,
                                                        m.left_at)
                              FROM custody.membership m JOIN custody.unit u ON u.id = m.child_id
                              JOIN custody.unit p ON p.id = m.parent_id
                              WHERE u.key || u.serial = :name ORDER BY 1) stays
                            UNION ALL
                            SELECT * FROM (
                              SELECT concat_ws(' ', 'passed', a.id, b.id)
                              FROM custody.unit u, registry.organisations a, registry.organisations b
                              WHERE u.key || u.serial = :name AND a.id < b.id
                                AND EXISTS (SELECT FROM custody.passed(ARRAY[u.id], a.id, b.id))
                              ORDER BY 1) passed
                            UNION ALL
                            SELECT concat_ws(' ', 'came back to', r.organisation_id)
                            FROM custody.returned_packs r JOIN custody.unit u ON u.id = r.pack_id
                            WHERE u.key || u.serial = :name
                            """)
                        .bind("name", unit < 2 ? SupplyChain.GTIN + name : name)
                        .mapTo(String.class)
                        .list());
    return told.stream()
        .map(
            line -> {
              String plain = line;
              for (int i = 0; i < 5; i++) {
                plain = plain.replace(goods.all().get(i), "#" + i);
              }
              return plain;
            })
        .toList();
  }

  @Test
  void whatIsToldInAnyOrderEndsAsIfItHadBeenToldInTime() {
    for (int seed = 0; seed < JOURNEYS / 2; seed++) {
      Random random = new Random(seed);
      Goods goods = Goods.of(4 * seed);
      List<Step> steps = punctual(random, goods);
      List<Step> told = new ArrayList<>(steps);
      Collections.shuffle(told, random);
      Goods others = Goods.of(4 * seed + 1);
      told.forEach(step -> taken(step, others));
      assertThat(look(others))
          .as("journey %s: %s told as %s", seed, steps, told)
          .isEqualTo(look(goods));
    }
  }

  @Test
  void whatScannersTellInAnyOrderEndsAsIfItHadBeenToldInTime() {
    Map<Integer, List<Step>> journeys = new HashMap<>();
    int longest = 0;
    for (int seed = JOURNEYS / 2; seed < JOURNEYS; seed++) {
      Random random = new Random(seed);
      List<Step> steps = punctual(random, Goods.of(4 * seed));
      List<Step> told = new ArrayList<>(steps);
      Collections.shuffle(told, random);
      journeys.put(seed, told);
      longest = Math.max(longest, told.size());
    }
    // Scans that are read together are put in order; so all journeys tell one thing at a time.
    long scans = scans();
    for (int i = 0; i < longest; i++) {
      for (Map.Entry<Integer, List<Step>> journey : journeys.entrySet()) {
        if (i < journey.getValue().size()) {
          scans += scanned(journey.getValue().get(i), Goods.of(4 * journey.getKey() + 1));
        }
      }
      long expected = scans;
      await().atMost(PATIENCE).until(() -> scans() >= expected);
    }
    journeys.forEach(
        (seed, told) ->
            await()
                .atMost(PATIENCE)
                .untilAsserted(
                    () ->
                        assertThat(look(Goods.of(4 * seed + 1)))
                            .as("journey %s told as %s", seed, told)
                            .isEqualTo(look(Goods.of(4 * seed)))));
  }

  private static int scanned(Step step, Goods goods) {
    @Nullable String scan = step.scan(goods);
    if (scan == null) {
      taken(step, goods); // No scanner locks or undoes.
      return 0;
    }
    chain.publish(scan);
    return 1;
  }

  private static long scans() {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle.createQuery("SELECT count(*) FROM custody.scan").mapTo(Long.class).one());
  }
}
