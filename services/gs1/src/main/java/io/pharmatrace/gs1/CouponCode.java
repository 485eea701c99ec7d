package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/** Coupon data of GS1 US; only the digits are checked. */
final class CouponCode {
  private CouponCode() {}

  static @Nullable Problem check(String text, int from, int to) {
    int foreign = CharacterSet.NUMERIC.firstForeign(text, from, to);
    return foreign < 0
        ? null
        : Problem.of(ProblemCode.INVALID_COUPON, foreign, "a coupon holds digits only.");
  }
}
