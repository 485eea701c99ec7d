package io.pharmatrace.records.domain.consent;

import java.util.Set;
import java.util.UUID;

/**
 * What is asked for: one item of a health record.
 *
 * @param person whose it is
 * @param ref type and id
 * @param authored when it was written or last changed; all the time that it may have been, {@link
 *     Interval#ALWAYS} when that is not known
 * @param authors who wrote it; empty when that is not known
 * @param related what it belongs to: encounters, care plans, episodes of care
 * @param labels its security labels
 */
public record DataItem(
    UUID person, Ref ref, Interval authored, Set<Ref> authors, Set<Ref> related, Set<Code> labels) {
  public DataItem {
    authors = Set.copyOf(authors);
    related = Set.copyOf(related);
    labels = Set.copyOf(labels);
  }
}
