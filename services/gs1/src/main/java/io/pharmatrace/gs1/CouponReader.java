package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/** Walks over the digits of a coupon; keeps the first problem and reads nothing after it. */
final class CouponReader {
  private static final String ANY = "0123456789";

  private final String text;
  private final int end;
  private int at;
  private @Nullable Problem problem;

  CouponReader(String text, int from, int to) {
    this.text = text;
    this.at = from;
    this.end = to;
    int foreign = CharacterSet.NUMERIC.firstForeign(text, from, to);
    if (foreign >= 0) {
      problem = wrong(foreign, "holds digits only");
    }
  }

  /** One digit out of {@code allowed}. */
  int digit(String what, String allowed) {
    if (problem == null && at == end) {
      problem = wrong(at, "ends where its " + what + " is expected");
    } else if (problem == null && allowed.indexOf(text.charAt(at)) < 0) {
      problem = wrong(at, "has no valid " + what);
    }
    return problem == null ? text.charAt(at++) - '0' : 0;
  }

  int digit(String what) {
    return digit(what, ANY);
  }

  /** A given number of digits. */
  void digits(String what, int count) {
    if (problem == null && end - at < count) {
      problem = wrong(at, "ends inside its " + what);
    } else if (problem == null) {
      at += count;
    }
  }

  /** A date YYMMDD; gives its digits, or "" where there is none. */
  String date(String what) {
    int from = at;
    digits(what, 6);
    if (problem == null && FieldChecks.date(text, from, false) != null) {
      problem = wrong(from, "has no valid " + what);
    }
    return problem == null ? text.substring(from, at) : "";
  }

  /** Whether the optional field of this number comes next; if so it is entered. */
  boolean option(char number) {
    boolean present = problem == null && at < end && text.charAt(at) == number;
    at += present ? 1 : 0;
    return present;
  }

  void require(boolean holds, String otherwise) {
    if (problem == null && !holds) {
      problem = wrong(at, otherwise);
    }
  }

  /** The first problem; digits left over are one. */
  @Nullable Problem end() {
    return problem == null && at < end
        ? wrong(at, "goes on where nothing more is expected")
        : problem;
  }

  private static Problem wrong(int position, String what) {
    return Problem.of(ProblemCode.INVALID_COUPON, position, "the coupon " + what + ".");
  }
}
