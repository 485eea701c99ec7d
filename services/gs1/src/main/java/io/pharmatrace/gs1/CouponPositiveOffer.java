package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/** Positive offer file coupon, AI (8112) (GS1 US, North American Coupon Application Guideline). */
final class CouponPositiveOffer {
  private CouponPositiveOffer() {}

  static @Nullable Problem check(String text, int from, int to) {
    CouponReader coupon = new CouponReader(text, from, to);
    coupon.digit("format", "01");
    coupon.digits("funder", coupon.digit("funder length", "0123456") + 6);
    coupon.digits("offer code", 6);
    coupon.digits("serial number", coupon.digit("serial number length") + 6);
    return coupon.end();
  }
}
