package io.pharmatrace.epcis.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.epcis.EpcisEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which order events are wanted.
 *
 * @param key by what
 * @param field the user's field; null for every other key
 * @param ascending smallest first; otherwise largest first
 */
public record Order(Key key, @Nullable FieldName field, boolean ascending) {

  /** What events can be ordered by. */
  public enum Key {
    EVENT_TIME,
    RECORD_TIME,
    /** The first value of a user's top-level field. */
    FIELD
  }

  /**
   * A value that events are ordered by: numbers before times before other texts, texts by their
   * UTF-8 bytes.
   *
   * @param text as it stands in the event
   */
  public record Value(String text) implements Comparable<Value> {
    @Override
    public int compareTo(Value other) {
      int kinds = Integer.compare(kind(), other.kind());
      if (kinds != 0) {
        return kinds;
      }
      return switch (kind()) {
        case 0 -> number().compareTo(other.number());
        case 1 -> time().compareTo(other.time());
        default -> Arrays.compareUnsigned(text.getBytes(UTF_8), other.text.getBytes(UTF_8));
      };
    }

    private int kind() {
      if (Scalars.asNumber(text).isPresent()) {
        return 0;
      }
      return Scalars.asTime(text).isPresent() ? 1 : 2;
    }

    private BigDecimal number() {
      return Scalars.asNumber(text).orElseThrow();
    }

    private Instant time() {
      return Scalars.asTime(text).orElseThrow();
    }
  }

  public Order {
    Objects.requireNonNull(key);
    if ((key == Key.FIELD) != (field != null)) {
      throw new IllegalArgumentException("a field exactly if ordered by one");
    }
  }

  /** The value that an event is ordered by when a user's field is the key. */
  public Optional<Value> value(EpcisEvent event) {
    return field == null
        ? Optional.empty()
        : FieldCriteria.value(new Candidate(event, Instant.EPOCH, VocabularyData.NONE), field)
            .map(Value::new);
  }

  /** The order of values; events without the field come last, whatever the direction. */
  public Comparator<Optional<Value>> values() {
    Comparator<Value> present = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
    return Comparator.comparing(v -> v.orElse(null), Comparator.nullsLast(present));
  }

  static Order read(String by, boolean ascending, Map<String, String> prefixes)
      throws BadParameter {
    return switch (by) {
      case "eventTime" -> new Order(Key.EVENT_TIME, null, ascending);
      case "recordTime" -> new Order(Key.RECORD_TIME, null, ascending);
      default -> {
        try {
          yield new Order(Key.FIELD, FieldName.parse(by, prefixes), ascending);
        } catch (BadParameter e) {
          throw BadParameter.value(
              "Events are ordered by eventTime, recordTime or a user's field with its namespace.");
        }
      }
    };
  }

  String text() {
    return switch (key) {
      case EVENT_TIME -> "eventTime";
      case RECORD_TIME -> "recordTime";
      case FIELD -> String.valueOf(field);
    };
  }
}
