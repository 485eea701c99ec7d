package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The form of random serial numbers: so many characters of {@link #ALPHABET}. A guess hits a number
 * that exists with the probability {@code existing / possible}, which has to be "negligible and in
 * any case lower than one in ten thousand" (Delegated Regulation (EU) 2016/161, article 4(c)).
 * Immutable.
 *
 * @param length characters, {@link #SHORTEST} to {@link #LONGEST}
 */
public record SerialForm(int length) {
  /**
   * Part of GS1 character set 82. Without characters that a person takes for each other (0 O, 1 I
   * L, 2 Z, 5 S, 8 B, U V), without small letters, so that caps lock spoils nothing, without Y and
   * Z, which keyboards swap, and without vowels, so that nothing can be read as a word.
   */
  public static final String ALPHABET = "23456789CDFGHJKMNPQRTVWX";

  /** Makes one in ten thousand of the numbers 3.6 · 10¹². */
  public static final int SHORTEST = 12;

  /** Article 4(b)(ii), as AI (21). */
  public static final int LONGEST = 20;

  /** One guess in so many may hit at the most, itself excluded. */
  private static final BigInteger LEAST_GUESSES = BigInteger.valueOf(10_000);

  /** What is below this multiple of the alphabet's length gives each character the same chance. */
  private static final int FAIR = 256 / ALPHABET.length() * ALPHABET.length();

  public SerialForm {
    if (length < SHORTEST || length > LONGEST) {
      throw new IllegalArgumentException("a random serial number has 12 to 20 characters");
    }
  }

  /**
   * The shortest form that so many numbers may have.
   *
   * @param existing how many numbers of the GTIN exist, new ones included; not negative
   */
  public static SerialForm of(long existing) {
    for (int length = SHORTEST; length < LONGEST; length++) {
      SerialForm form = new SerialForm(length);
      if (form.holds(existing)) {
        return form;
      }
    }
    return new SerialForm(LONGEST); // Room for 4 · 10²³, more than a long counts.
  }

  /** Whether so many existing numbers are too few to be guessed. */
  public boolean holds(long existing) {
    return BigInteger.valueOf(existing).multiply(LEAST_GUESSES).compareTo(possible()) < 0;
  }

  /** How many numbers have this form. */
  public BigInteger possible() {
    return BigInteger.valueOf(ALPHABET.length()).pow(length);
  }

  /**
   * The share of the possible numbers that exist, that is, the probability that one guess hits.
   *
   * @param existing how many exist
   * @return to three significant digits, rounded to nearest
   */
  public BigDecimal guessProbability(long existing) {
    return BigDecimal.valueOf(existing).divide(new BigDecimal(possible()), new MathContext(3));
  }

  /** So many different numbers, each as likely as any other, in random order. */
  public Set<Serial> draw(int count, SecureRandom random) {
    Set<Serial> drawn = LinkedHashSet.newLinkedHashSet(count);
    byte[] bytes = new byte[4096];
    StringBuilder text = new StringBuilder(length);
    while (drawn.size() < count) {
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length && drawn.size() < count; i++) {
        int value = bytes[i] & 0xff;
        if (value < FAIR) {
          text.append(ALPHABET.charAt(value % ALPHABET.length()));
        }
        if (text.length() == length) {
          drawn.add(new Serial(text.toString()));
          text.setLength(0);
        }
      }
    }
    return drawn;
  }
}
