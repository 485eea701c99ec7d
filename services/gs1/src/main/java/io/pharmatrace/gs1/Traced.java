package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.List;

/** Data put together from parts of a text, which knows where each of its characters stood. */
final class Traced {
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> places = new ArrayList<>();
  private final int start;

  /** No data yet; where there will be none, it would stand at {@code start}. */
  Traced(int start) {
    this.start = start;
  }

  /** Adds {@code part}, whose characters stood one after the other from {@code place} on. */
  Traced add(String part, int place) {
    for (int i = 0; i < part.length(); i++) {
      places.add(place + i);
    }
    text.append(part);
    return this;
  }

  /** Adds what {@code encoded}, which stood at {@code place}, means without percent-encoding. */
  Traced addDecoded(String decoded, String encoded, int place) {
    for (int i = 0; i < decoded.length(); i++) {
      places.add(place + Percent.place(encoded, i));
    }
    text.append(decoded);
    return this;
  }

  /** Adds the check digit of the digits so far; it stood nowhere, so that the last one counts. */
  Traced addCheckDigit() {
    places.add(places.getLast());
    text.append(CheckDigit.of(text.toString(), 0, text.length()));
    return this;
  }

  /** Where the character at {@code index} stood; behind the end the place of the last one. */
  int place(int index) {
    return places.isEmpty() ? start : places.get(Math.min(index, places.size() - 1));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
