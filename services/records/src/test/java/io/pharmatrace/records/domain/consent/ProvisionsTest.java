package io.pharmatrace.records.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.records.domain.consent.Provisions.Matched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every state of a root, alone and with every state of a nested provision, against three tables:
 * what is inherited, what applies, what they say together.
 */
class ProvisionsTest {
  private static final List<Hit> STATED_OR_NOT = List.of(Hit.NOT_STATED, Hit.HIT, Hit.MISS);

  private final Table inherits = Table.read("provision-inherits.csv");
  private final Table applies = Table.read("provision-applies.csv");
  private final Table together = Table.read("consent-provisions.csv");

  @Test
  void everyRootAloneAndWithEveryNestedProvision() {
    List<Matched> all = all();
    Map<Matched, Boolean> applying =
        all.stream().collect(Collectors.toMap(Function.identity(), this::applies));
    Map<List<Hit>, Hit> inherited = inherited();
    Map<List<Boolean>, Saying> saying = saying();
    int cases = 0;

    for (Matched root : all) {
      boolean rootApplies = of(applying, root);
      boolean rootDenies = rootApplies && root.type() == Provision.Type.DENY;
      boolean rootNames = rootDenies && root.match().purpose() == Hit.HIT;
      boolean isDeny = root.type() == Provision.Type.DENY;
      Saying alone = of(saying, List.of(false, false, rootApplies, isDeny, rootNames));
      if (Provisions.say(root, List.of()) != alone) {
        assertThat(Provisions.say(root, List.of())).as("%s", root).isEqualTo(alone);
      }
      cases++;
      for (Matched nested : all) {
        Match own = nested.match();
        Match full =
            new Match(
                of(inherited, List.of(own.purpose(), root.match().purpose())),
                of(inherited, List.of(own.actor(), root.match().actor())),
                own.dataPeriod(),
                own.data(),
                own.label());
        boolean fits = of(applying, new Matched(nested.type(), full));
        boolean denies = fits && nested.type() == Provision.Type.DENY;
        boolean named = rootNames || (denies && own.purpose() == Hit.HIT);
        Saying expected = of(saying, List.of(denies, fits && !denies, rootApplies, isDeny, named));
        if (Provisions.say(root, List.of(nested)) != expected) {
          assertThat(Provisions.say(root, List.of(nested)))
              .as("%s with %s", root, nested)
              .isEqualTo(expected);
        }
        cases++;
      }
    }

    assertThat(cases).isEqualTo(1_440 * (1 + 1_440));
    inherits.assertEveryRowFitted();
    applies.assertEveryRowFitted();
    together.assertEveryRowFitted();
  }

  /** Up to three nested ones in all orders: of each type one that applies and one that does not. */
  @Test
  void severalNestedProvisionsInAllOrders() {
    List<Matched> kinds =
        Stream.of(Provision.Type.values())
            .flatMap(
                type ->
                    Stream.of(Hit.NOT_STATED, Hit.HIT, Hit.MISS)
                        .map(
                            purpose ->
                                new Matched(
                                    type,
                                    new Match(
                                        purpose,
                                        Hit.NOT_STATED,
                                        Hit.NOT_STATED,
                                        Hit.NOT_STATED,
                                        LabelMatch.NOT_STATED))))
            .toList();
    Map<List<Boolean>, Saying> saying = saying();

    for (Matched root : kinds) {
      for (List<Matched> nested : lists(kinds, 3)) {
        boolean denies = false;
        boolean permits = false;
        boolean named = false;
        for (Matched one : nested) {
          Hit purpose = one.match().purpose();
          boolean fits =
              purpose == Hit.NOT_STATED ? root.match().purpose() != Hit.MISS : purpose == Hit.HIT;
          denies |= fits && one.type() == Provision.Type.DENY;
          permits |= fits && one.type() == Provision.Type.PERMIT;
          named |= fits && one.type() == Provision.Type.DENY && purpose == Hit.HIT;
        }
        boolean isDeny = root.type() == Provision.Type.DENY;
        boolean rootApplies = root.match().purpose() != Hit.MISS;
        named |= isDeny && root.match().purpose() == Hit.HIT;
        assertThat(Provisions.say(root, nested))
            .as("%s with %s", root, nested)
            .isEqualTo(of(saying, List.of(denies, permits, rootApplies, isDeny, named)));
      }
    }
  }

  private static List<Matched> all() {
    List<Matched> all = new ArrayList<>();
    for (Provision.Type type : Provision.Type.values()) {
      for (Hit purpose : STATED_OR_NOT) {
        for (Hit actor : STATED_OR_NOT) {
          for (Hit dataPeriod : Hit.values()) {
            for (Hit data : Hit.values()) {
              for (LabelMatch label : LabelMatch.values()) {
                all.add(new Matched(type, new Match(purpose, actor, dataPeriod, data, label)));
              }
            }
          }
        }
      }
    }
    return all;
  }

  private boolean applies(Matched one) {
    Match m = one.match();
    return applies
        .find(one.type(), m.purpose(), m.actor(), m.dataPeriod(), m.data(), m.label())
        .equals(List.of("yes"));
  }

  private Map<List<Hit>, Hit> inherited() {
    return lists(STATED_OR_NOT, 2).stream()
        .filter(pair -> pair.size() == 2)
        .collect(
            Collectors.toMap(
                Function.identity(),
                pair -> Hit.valueOf(inherits.find(pair.toArray()).getFirst())));
  }

  /** By: nested deny applies, nested permit applies, root applies, root is a deny, named. */
  private Map<List<Boolean>, Saying> saying() {
    return lists(List.of(true, false), 5).stream()
        .filter(in -> in.size() == 5)
        .collect(
            Collectors.toMap(
                Function.identity(),
                in ->
                    Saying.valueOf(
                        together
                            .find(
                                in.get(0) ? "yes" : "no",
                                in.get(1) ? "yes" : "no",
                                in.get(2) ? "yes" : "no",
                                in.get(3) ? "DENY" : "PERMIT",
                                in.get(4) ? "yes" : "no")
                            .getFirst())));
  }

  private static <K, V> V of(Map<K, V> all, K key) {
    return Objects.requireNonNull(all.get(key));
  }

  /** All lists of up to {@code longest} of these, with repetition. */
  static <T> List<List<T>> lists(List<T> of, int longest) {
    List<List<T>> all = new ArrayList<>(List.of(List.of()));
    List<List<T>> last = all;
    for (int length = 1; length <= longest; length++) {
      List<List<T>> next = new ArrayList<>();
      for (List<T> shorter : last) {
        for (T one : of) {
          List<T> longer = new ArrayList<>(shorter);
          longer.add(one);
          next.add(List.copyOf(longer));
        }
      }
      all = new ArrayList<>(all);
      all.addAll(next);
      last = next;
    }
    return all;
  }
}
