package io.pharmatrace.records.domain.consent;

import java.util.Set;

/**
 * Who asks, as checked before: nothing here is the caller's own word.
 *
 * @param refs what consents may call the caller: person, organisation, groups; all of them count
 * @param role the one the caller acts in
 * @param device whether it is a device, and no person
 * @param licence of the organisation, for that role, at this instant
 * @param purposes that the token was issued for
 * @param scopes that the token has
 */
public record Requester(
    Set<Ref> refs,
    CallerRole role,
    boolean device,
    Licence licence,
    Set<Purpose> purposes,
    Scopes scopes) {
  public Requester {
    refs = Set.copyOf(refs);
    purposes = Set.copyOf(purposes);
  }
}
