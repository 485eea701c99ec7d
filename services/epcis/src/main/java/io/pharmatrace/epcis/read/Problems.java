package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** Collects problems up to a limit. Not thread-safe. */
final class Problems {
  private static final int SHOWN = 80;

  private final int max;
  private final List<Problem> found = new ArrayList<>();

  Problems(int max) {
    this.max = max;
  }

  void add(ProblemCode code, String path, String message) {
    if (found.size() < max) {
      found.add(new Problem(code, path, message));
    }
  }

  /** Removes and returns the problems at or below a path. */
  List<Problem> takeBelow(String path) {
    List<Problem> below = new ArrayList<>();
    found.removeIf(
        problem -> {
          boolean is = problem.path().equals(path) || problem.path().startsWith(path + "/");
          return is && below.add(problem);
        });
    return below;
  }

  List<Problem> found() {
    return List.copyOf(found);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  boolean isFull() {
    return found.size() >= max;
  }

  /** A value as a message shows it: quoted, shortened, on one line. */
  static String quote(String value) {
    String line = value.replaceAll("\\p{Cntrl}", " ");
    return "\"" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line) + "\"";
  }
}
