package io.pharmatrace.records.domain;

import io.pharmatrace.records.domain.consent.Code;
import io.pharmatrace.records.domain.consent.DataItem;
import io.pharmatrace.records.domain.consent.Interval;
import io.pharmatrace.records.domain.consent.Ref;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a record in the clear, because it is decided by before anything is opened. The
 * author signs it with the document, so that nobody gets a permit by changing a label.
 *
 * @param type FHIR resource type
 * @param status FHIR status of the document
 * @param authored all the time that it may have been written in, kept to the microsecond
 * @param authors who wrote it
 * @param related what it belongs to
 * @param labels its security labels; a system contains no {@code |}
 */
public record RecordFacts(
    String type,
    String status,
    Interval authored,
    Set<Ref> authors,
    Set<Ref> related,
    Set<Code> labels) {
  private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]{1,63}");
  private static final Pattern STATUS = Pattern.compile("[a-z-]{1,40}");

  public RecordFacts {
    if (!TYPE.matcher(type).matches() || !STATUS.matcher(status).matches()) {
      throw new IllegalArgumentException("type or status is none of FHIR");
    }
    if (labels.stream().anyMatch(label -> label.system().contains("|"))) {
      throw new IllegalArgumentException("the system of a label contains no |");
    }
    authored = new Interval(micros(authored.start()), micros(authored.end()));
    authors = Set.copyOf(authors);
    related = Set.copyOf(related);
    labels = Set.copyOf(labels);
  }

  /** As what consents decide over. */
  public DataItem item(UUID person, UUID record) {
    return new DataItem(person, new Ref(type + "/" + record), authored, authors, related, labels);
  }

  private static @Nullable Instant micros(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
  }
}
