package io.pharmatrace.simulator;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sscc;
import java.util.random.RandomGenerator;

/** Makes serial numbers as a line does: random, so that nobody guesses one. Not thread-safe. */
final class Numbers {
  /** Capital letters and digits that are not mistaken for each other. */
  private static final String ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ23456789";

  private final RandomGenerator random;

  /** Numbers from this source; secure unless they may be repeated on purpose. */
  Numbers(RandomGenerator random) {
    this.random = random;
  }

  /** 14 characters of 31: 69 bits. */
  Serial serial() {
    return new Serial(text(14));
  }

  Lot lot() {
    return new Lot(text(7));
  }

  /** A fresh SSCC under a company prefix of 6 to 10 digits. */
  Sscc sscc(String companyPrefix) {
    StringBuilder reference = new StringBuilder();
    for (int i = companyPrefix.length(); i < 17; i++) {
      reference.append(random.nextInt(10));
    }
    // The URN is written without check digit; reading it computes one.
    return Epc.parse("urn:epc:id:sscc:" + companyPrefix + '.' + reference, Sscc.class)
        .orElseThrow();
  }

  String text(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
