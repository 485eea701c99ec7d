package io.pharmatrace.launcher.doctor;

/**
 * What one check found.
 *
 * @param check its name, two or three words
 * @param grade how bad it is
 * @param what was seen
 * @param cure what to do, as a whole sentence; empty when nothing is to be done
 */
public record Finding(String check, Grade grade, String what, String cure) {
  /** How bad a finding is. */
  public enum Grade {
    /** As it should be. */
    OK,
    /** It works, but less well, or not for long. */
    WARNING,
    /** Something will not work. */
    PROBLEM
  }

  /** Checks that what is not as it should be has a cure. */
  public Finding {
    if (grade != Grade.OK && cure.isBlank()) {
      throw new IllegalArgumentException(check + " has no cure");
    }
  }

  static Finding ok(String check, String what) {
    return new Finding(check, Grade.OK, what, "");
  }

  static Finding warning(String check, String what, String cure) {
    return new Finding(check, Grade.WARNING, what, cure);
  }

  static Finding problem(String check, String what, String cure) {
    return new Finding(check, Grade.PROBLEM, what, cure);
  }
}
