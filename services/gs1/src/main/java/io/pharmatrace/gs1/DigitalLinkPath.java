package io.pharmatrace.gs1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Key and qualifiers of a Digital Link: pairs at the end of the path, back to the first key met.
 */
final class DigitalLinkPath {
  /** More pairs than any key has qualifiers would be no Digital Link. */
  private static final int MAX_PAIRS = 5;

  private final String uri;
  private final int start;
  private final int end;

  // Filled from the back.
  private final @Nullable ApplicationIdentifier[] identifiers =
      new ApplicationIdentifier[MAX_PAIRS];
  private final int[] from = new int[MAX_PAIRS];
  private final int[] to = new int[MAX_PAIRS];
  private int first = MAX_PAIRS;

  /** Of {@code uri[start, end)}, which begins with a slash. */
  DigitalLinkPath(String uri, int start, int end) {
    this.uri = uri;
    this.start = start;
    this.end = end;
  }

  /** Finds the pairs; gives the problem if there are none, or null. */
  @Nullable Problem read() {
    boolean key = false;
    int valueEnd = end > start + 1 && uri.charAt(end - 1) == '/' ? end - 1 : end;
    while (first > 0) {
      int valueStart = uri.lastIndexOf('/', valueEnd - 1) + 1;
      int nameStart = valueStart - 1 > start ? uri.lastIndexOf('/', valueStart - 2) + 1 : -1;
      ApplicationIdentifier identifier =
          nameStart < 0 ? null : AiTable.INSTANCE.exactly(uri, nameStart, valueStart - 1);
      if (identifier == null) {
        break;
      }
      first--;
      identifiers[first] = identifier;
      from[first] = valueStart;
      to[first] = valueEnd;
      key |= identifier.isKey();
      if (identifier.isKey() && allows(null)) {
        return null;
      }
      valueEnd = nameStart - 1;
    }
    return key
        ? DigitalLink.unexpected(identifier(size() - 1).ai(), from(size() - 1))
        : Problem.of(
            ProblemCode.DIGITAL_LINK_NO_KEY,
            Math.min(uri.length(), start + 1),
            "The path of this web address ends with no GS1 key, as in /01/ and a GTIN.");
  }

  int size() {
    return MAX_PAIRS - first;
  }

  /** The key at 0, then its qualifiers. */
  ApplicationIdentifier identifier(int index) {
    ApplicationIdentifier identifier = identifiers[first + index];
    if (identifier == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return identifier;
  }

  int from(int index) {
    return from[first + index];
  }

  int to(int index) {
    return to[first + index];
  }

  /** Whether {@code identifier} could be one more qualifier, between the others or behind them. */
  boolean hasPlaceFor(ApplicationIdentifier identifier) {
    return allows(identifier);
  }

  /** Whether one sequence of the key holds the qualifiers in this order, and the further one. */
  private boolean allows(@Nullable ApplicationIdentifier further) {
    List<List<String>> sequences = identifier(0).qualifiers();
    if (sequences == null) {
      return false;
    }
    for (int i = 0; i < sequences.size(); i++) {
      List<String> sequence = sequences.get(i);
      if (holdsQualifiers(sequence) && (further == null || sequence.contains(further.ai()))) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsQualifiers(List<String> sequence) {
    int at = 0;
    for (int i = 1; i < size(); i++) {
      String ai = identifier(i).ai();
      while (at < sequence.size() && !sequence.get(at).equals(ai)) {
        at++;
      }
      if (at++ >= sequence.size()) {
        return false;
      }
    }
    return true;
  }
}
