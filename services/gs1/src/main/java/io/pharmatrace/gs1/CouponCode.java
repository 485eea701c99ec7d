package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/** North American coupon code, AI (8110) (GS1 US, North American Coupon Application Guideline). */
final class CouponCode {
  private static final String LENGTHS = "12345";
  private static final String PREFIX_LENGTHS = "0123456";
  private static final String REQUIREMENT_CODES = "012349";

  private CouponCode() {}

  static @Nullable Problem check(String text, int from, int to) {
    CouponReader coupon = new CouponReader(text, from, to);
    coupon.digits("company prefix", coupon.digit("prefix length", PREFIX_LENGTHS) + 6);
    coupon.digits("offer code", 6);
    coupon.digits("save value", coupon.digit("save value length", LENGTHS));
    purchase(coupon);
    if (coupon.option('1')) {
      coupon.digit("additional purchase rule", "0123");
      otherPurchase(coupon);
    }
    if (coupon.option('2')) {
      otherPurchase(coupon);
    }
    String expiry = coupon.option('3') ? coupon.date("expiry date") : "";
    String start = coupon.option('4') ? coupon.date("start date") : "";
    coupon.require(
        expiry.isEmpty() || start.isEmpty() || start.compareTo(expiry) <= 0,
        "expires before it starts");
    if (coupon.option('5')) {
      coupon.digits("serial number", coupon.digit("serial number length") + 6);
    }
    if (coupon.option('6')) {
      coupon.digits("retailer number", coupon.digit("retailer number length", "1234567") + 6);
    }
    if (coupon.option('9')) {
      coupon.digit("save value code", "01256");
      coupon.digit("item that the save value applies to", "012");
      coupon.digit("store coupon flag");
      coupon.digit("multiplication flag", "01");
    }
    return coupon.end();
  }

  private static void purchase(CouponReader coupon) {
    coupon.digits("purchase requirement", coupon.digit("requirement length", LENGTHS));
    coupon.digit("purchase requirement code", REQUIREMENT_CODES);
    coupon.digits("family code", 3);
  }

  /** A second or third purchase names a company prefix of its own; length 9 means the first one. */
  private static void otherPurchase(CouponReader coupon) {
    purchase(coupon);
    int length = coupon.digit("prefix length", PREFIX_LENGTHS + "9");
    coupon.digits("company prefix", length == 9 ? 0 : length + 6);
  }
}
