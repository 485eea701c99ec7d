package io.pharmatrace.epcis;

import io.pharmatrace.gs1.Epc;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A note on how the identifiers and terms of an event were spelled when it came in. Kept beside the
 * event as written with {@link Spelling#DIGITAL_LINK}, it brings every single identifier back
 * exactly, and tells of each standard word whether it was a Web URI.
 *
 * <p>Words with spaces between, one for each identifier that is stored as a link to id.gs1.org:
 * {@code 7} is an EPC URN with a company prefix of seven digits (6 to 12), {@code =} what is
 * stored; {@code 7*1000} is the same word 1,000 times. An EPC URN that is spelled in an unusual
 * way, such as with needless percent-encoding, stands there itself. So an event of a thousand URNs
 * takes a few characters, and nothing depends on two identifiers being different.
 *
 * <p>If any standard word came as a Web URI, the last word of the note is {@code w:} with counts:
 * {@code w:2,3} is two words that did not, and three that did.
 */
public final class SpellingNote {
  private static final String LINK = "https://id.gs1.org/";
  private static final String AS_STORED = "=";

  private static final String TERMS = "w:";

  private SpellingNote() {}

  /**
   * What is to be noted; empty if {@link Spelling#DIGITAL_LINK} changes nothing in the event and no
   * standard word in it was a Web URI.
   */
  public static Optional<String> of(EpcisEvent event) {
    Writer identifiers = new Writer();
    TermWriter terms = new TermWriter();
    Respelled.of(event, identifiers, terms);
    String note =
        Stream.of(identifiers.note(), terms.note())
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return note.isEmpty() ? Optional.empty() : Optional.of(note);
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
    int last = note.lastIndexOf(' ') + 1;
    boolean hasTerms = note.startsWith(TERMS, last);
    TermReader terms = new TermReader(hasTerms ? note.substring(last + TERMS.length()) : "");
    String identifiers = hasTerms ? note.substring(0, Math.max(last - 1, 0)) : note;
    if (hasTerms && identifiers.isEmpty()) {
      return terms.end(Respelled.of(stored, UnaryOperator.identity(), terms));
    }
    Reader reader = new Reader(identifiers);
    EpcisEvent event = Respelled.of(stored, reader, terms);
    reader.requireEnd();
    return terms.end(event);
  }

  private static IllegalArgumentException foreign() {
    return new IllegalArgumentException("the note on spelling is of another event");
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
          .orElseThrow(SpellingNote::foreign);
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
  }

  private static final class TermWriter implements UnaryOperator<Term> {
    private final List<Integer> runs = new ArrayList<>(List.of(0));

    @Override
    public Term apply(Term term) {
      if (term.isStandard()) {
        boolean inWebRun = runs.size() % 2 == 0;
        if (term.givenAsWebUri() != inWebRun) {
          runs.add(0);
        }
        runs.set(runs.size() - 1, runs.getLast() + 1);
      }
      return term;
    }

    Optional<String> note() {
      return runs.size() == 1
          ? Optional.empty()
          : Optional.of(
              runs.stream().map(String::valueOf).collect(Collectors.joining(",", TERMS, "")));
    }
  }

  private static final class TermReader implements UnaryOperator<Term> {
    private final Iterator<String> runs;
    private boolean web = true;
    private int times;

    TermReader(String counts) {
      this.runs =
          counts.isEmpty() ? List.<String>of().iterator() : List.of(counts.split(",")).iterator();
    }

    @Override
    public Term apply(Term stored) {
      if (!stored.isStandard()) {
        return stored;
      }
      while (times == 0 && runs.hasNext()) {
        times = Integer.parseInt(runs.next());
        web = !web;
      }
      if (times == 0) {
        return stored; // Behind the last Web URI, or there is none.
      }
      times--;
      return web ? new Term(stored.vocabulary(), stored.value(), true) : stored;
    }

    EpcisEvent end(EpcisEvent event) {
      if (times != 0 || runs.hasNext()) {
        throw foreign();
      }
      return event;
    }
  }
}
