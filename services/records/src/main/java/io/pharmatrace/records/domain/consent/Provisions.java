package io.pharmatrace.records.domain.consent;

import java.util.List;

/**
 * What the provisions of one consent say together (docs/adr/0026): nested ones are exceptions to
 * the root, and of those a deny comes first. Whether the consent counts is another question ({@link
 * Envelope}).
 */
final class Provisions {
  private Provisions() {}

  /** One provision, matched by itself. */
  record Matched(Provision.Type type, Match match) {
    static Matched of(Provision provision, ConsentRequest request) {
      return new Matched(provision.type(), Match.of(provision, request));
    }
  }

  static Saying say(StoredConsent consent, ConsentRequest request) {
    return say(
        Matched.of(consent.root(), request),
        consent.nested().stream().map(nested -> Matched.of(nested, request)).toList());
  }

  static Saying say(Matched root, List<Matched> nested) {
    boolean permitted = false;
    boolean denied = false;
    boolean named = false;
    for (Matched one : nested) {
      if (one.match().under(root.match()).applies(one.type())) {
        permitted |= one.type() == Provision.Type.PERMIT;
        denied |= one.type() == Provision.Type.DENY;
        named |= denies(one) && names(one);
      }
    }
    boolean rootApplies = root.match().applies(root.type());
    if (denied || (!permitted && rootApplies && denies(root))) {
      named |= rootApplies && denies(root) && names(root);
      return named ? Saying.DENY_PURPOSE : Saying.DENY;
    }
    return permitted || rootApplies ? Saying.PERMIT : Saying.SILENT;
  }

  private static boolean denies(Matched one) {
    return one.type() == Provision.Type.DENY;
  }

  /** Whether it states the purpose itself, and does not have it from the root. */
  private static boolean names(Matched one) {
    return one.match().purpose() == Hit.HIT;
  }
}
