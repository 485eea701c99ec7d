package io.pharmatrace.gs1;

import java.util.Arrays;
import java.util.List;

/**
 * The sequences of qualifiers of one Digital Link key (GS1 Digital Link: URI syntax 4.9), with a
 * number above 0 for each place in them. 0 is the place of the key itself.
 */
final class QualifierPlaces {
  /** More than a sequence is long: places of one sequence differ in their last three bits only. */
  private static final int STRIDE = 8;

  /** Numbers of identifiers by place; 0 where there is none. */
  private final int[] numbers;

  /** Of sequences of which no two hold the same qualifier. */
  QualifierPlaces(List<List<String>> sequences) {
    numbers = new int[sequences.size() * STRIDE];
    for (int i = 0; i < sequences.size(); i++) {
      List<String> sequence = sequences.get(i);
      for (int j = 0; j < sequence.size(); j++) {
        numbers[i * STRIDE + j + 1] = ApplicationIdentifier.number(sequence.get(j));
      }
    }
    long used = Arrays.stream(numbers).filter(number -> number > 0).count();
    if (Arrays.stream(numbers).filter(number -> number > 0).distinct().count() < used) {
      throw new IllegalArgumentException("A qualifier stands in two sequences of one key.");
    }
  }

  /** The place of {@code qualifier} in the sequence that {@code place} is of, or 0. */
  int beside(int place, ApplicationIdentifier qualifier) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == qualifier.number()) {
        return place == 0 || place / STRIDE == i / STRIDE ? i : 0;
      }
    }
    return 0;
  }

  /** As {@link #beside}, for a qualifier that comes behind {@code place}. */
  int behind(int place, ApplicationIdentifier qualifier) {
    int found = beside(place, qualifier);
    return found > place ? found : 0;
  }
}
