package io.pharmatrace.epcis;

import io.pharmatrace.gs1.Epc;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/**
 * A note on how the identifiers of an event were spelled when it came in. Kept beside the event as
 * written with {@link Spelling#DIGITAL_LINK}, it brings every single one back exactly.
 *
 * <p>Words with spaces between, one for each identifier that is stored as a link to id.gs1.org:
 * {@code 7} is an EPC URN with a company prefix of seven digits (6 to 12), {@code =} what is
 * stored; {@code 7*1000} is the same word 1,000 times. An EPC URN that is spelled in an unusual
 * way, such as with needless percent-encoding, stands there itself. So an event of a thousand URNs
 * takes a few characters, and nothing depends on two identifiers being different.
 */
public final class SpellingNote {
  private static final String LINK = "https://id.gs1.org/";
  private static final String AS_STORED = "=";

  private SpellingNote() {}

  /** What is to be noted; empty if {@link Spelling#DIGITAL_LINK} changes nothing in the event. */
  public static Optional<String> of(EpcisEvent event) {
    Writer writer = new Writer();
    Respelled.of(event, writer);
    return writer.note();
  }

  /**
   * The event as it came in.
   *
   * @param stored the event with Digital Links, whole: a part of it does not fit the note
   * @param note from {@link #of} the event
   * @throws IllegalArgumentException if the note is of another event. No note can make an event
   *     name another thing
   */
  public static EpcisEvent restored(EpcisEvent stored, String note) {
    Reader reader = new Reader(note);
    EpcisEvent event = Respelled.of(stored, reader);
    reader.requireEnd();
    return event;
  }

  /** The URN that a link and the number of digits of the company prefix give. */
  private static Optional<String> urn(String link, int digits) {
    return Epc.parse(link).flatMap(epc -> epc.tryUrn(digits)).toOptional();
  }

  private static final class Writer implements UnaryOperator<String> {
    private final StringJoiner words = new StringJoiner(" ");
    private String word = "";
    private int times;
    private boolean needed;

    @Override
    public String apply(String given) {
      String stored = Spelling.DIGITAL_LINK.apply(given);
      if (stored.startsWith(LINK)) {
        add(stored.equals(given) ? AS_STORED : word(given, stored));
      }
      return given;
    }

    Optional<String> note() {
      end();
      return needed ? Optional.of(words.toString()) : Optional.empty();
    }

    private static String word(String given, String stored) {
      // urn:epc:id:sgtin:PREFIX.ITEM.SERIAL
      int dot = given.indexOf('.');
      int digits = dot - 1 - given.lastIndexOf(':', Math.max(dot, 0));
      return urn(stored, digits).filter(given::equals).isPresent()
          ? Integer.toString(digits)
          : given;
    }

    private void add(String next) {
      needed |= !next.equals(AS_STORED);
      // The asterisk of a pattern URN would be taken for that of a count.
      if (isUrn(next) || !next.equals(word)) {
        end();
        word = next;
      }
      times++;
    }

    private void end() {
      if (times > 0) {
        words.add(times == 1 ? word : word + "*" + times);
      }
      times = 0;
    }
  }

  private static boolean isUrn(String word) {
    return word.startsWith("urn:");
  }

  private static final class Reader implements UnaryOperator<String> {
    private final Iterator<String> words;
    private String word = "";
    private int times;

    Reader(String note) {
      this.words = List.of(note.split(" ", -1)).iterator();
    }

    @Override
    public String apply(String stored) {
      if (!stored.startsWith(LINK)) {
        return stored;
      }
      if (times == 0) {
        next();
      }
      times--;
      if (word.equals(AS_STORED)) {
        return stored;
      }
      return (isUrn(word) ? Optional.of(word) : urn(stored, Integer.parseInt(word)))
          .filter(given -> Spelling.DIGITAL_LINK.apply(given).equals(stored))
          .orElseThrow(Reader::foreign);
    }

    void requireEnd() {
      if (times != 0 || words.hasNext()) {
        throw foreign();
      }
    }

    private void next() {
      if (!words.hasNext()) {
        throw foreign();
      }
      String text = words.next();
      int star = isUrn(text) ? -1 : text.indexOf('*');
      word = star < 0 ? text : text.substring(0, star);
      times = star < 0 ? 1 : Integer.parseInt(text.substring(star + 1));
    }

    private static IllegalArgumentException foreign() {
      return new IllegalArgumentException("the note on spelling is of another event");
    }
  }
}
