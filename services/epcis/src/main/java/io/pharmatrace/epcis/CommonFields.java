package io.pharmatrace.epcis;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every type of event can say (EPCIS 2.0 section 7.4.1): when, where, why, how, and what users
 * added. A list that was not given is empty.
 *
 * @param eventTime when it happened, with the offset it was written with
 * @param eventTimeZoneOffset the offset in force at the place, {@code +01:00} or {@code -05:00};
 *     may differ from that of {@code eventTime}
 * @param recordTime when a repository stored it
 * @param eventId identifier of the event
 * @param certificationInfo certifications that hold for it
 * @param errorDeclaration present if this declares an earlier event to be wrong
 * @param bizStep what was being done
 * @param disposition the state of the things afterwards
 * @param persistentDisposition states that begin or end
 * @param readPoint where it happened
 * @param bizLocation where the things are afterwards
 * @param bizTransactions business documents
 * @param sources where a transfer comes from
 * @param destinations where a transfer goes to
 * @param sensorElements what sensors observed
 * @param extensions fields of other namespaces, in document order
 */
public record CommonFields(
    OffsetDateTime eventTime,
    String eventTimeZoneOffset,
    @Nullable OffsetDateTime recordTime,
    @Nullable Identifier eventId,
    List<Identifier> certificationInfo,
    @Nullable ErrorDeclaration errorDeclaration,
    @Nullable Term bizStep,
    @Nullable Term disposition,
    @Nullable PersistentDisposition persistentDisposition,
    @Nullable Place readPoint,
    @Nullable Place bizLocation,
    List<BizTransaction> bizTransactions,
    List<SourceOrDestination> sources,
    List<SourceOrDestination> destinations,
    List<SensorElement> sensorElements,
    List<Extension> extensions) {

  private static final Pattern OFFSET = Pattern.compile("[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)");

  public CommonFields {
    Objects.requireNonNull(eventTime);
    if (!isOffset(eventTimeZoneOffset)) {
      throw new IllegalArgumentException("not a time zone offset: " + eventTimeZoneOffset);
    }
    certificationInfo = List.copyOf(certificationInfo);
    bizTransactions = List.copyOf(bizTransactions);
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
    sensorElements = List.copyOf(sensorElements);
    extensions = List.copyOf(extensions);
  }

  /** True for {@code +hh:mm} or {@code -hh:mm}, at most 14 hours. */
  public static boolean isOffset(String text) {
    return OFFSET.matcher(text).matches();
  }
}
