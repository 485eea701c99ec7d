package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects problems up to a limit. Not thread-safe. */
final class Problems {
  static final String NO_SUCH_FIELD =
      "The standard has no such field here; a field of your own needs a namespace.";

  static final String TWICE = "This field occurs twice.";
  static final String NO_PLACE = "There is no place for a field of your own here.";

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

  /**
   * True for a part that has fields; notes a problem for one that is a plain value or a list, and
   * for every field without namespace that is not among the known ones.
   */
  boolean isObject(Fields part, Set<String> known) {
    if (!part.isObject()) {
      add(ProblemCode.FIELD_TYPE, part.path(), "Expected an object here.");
      return false;
    }
    for (String path : part.unknown(known)) {
      add(ProblemCode.FIELD_UNKNOWN, path, NO_SUCH_FIELD);
    }
    addAll(part.faults());
    return true;
  }

  /** As {@link #isObject}, for a part in which users cannot have fields either. */
  boolean isClosed(Fields part, Set<String> known) {
    if (!isObject(part, known)) {
      return false;
    }
    for (String path : part.foreign()) {
      add(ProblemCode.FIELD_UNKNOWN, path, NO_PLACE);
    }
    return true;
  }

  void addAll(List<Problem> more) {
    more.forEach(problem -> add(problem.code(), problem.path(), problem.message()));
  }

  /** A field of a part; notes a problem if it is not there. */
  @Nullable Scalar required(Fields part, String name) {
    Scalar scalar = part.scalar(name);
    if (scalar == null) {
      add(ProblemCode.FIELD_MISSING, part.path(name), name + " is missing.");
    }
    return scalar;
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
