package io.pharmatrace.gs1;

/** Stable codes of what can be wrong with GS1 data. Names are part of the interface. */
public enum ProblemCode {
  /** Nothing but blanks. */
  EMPTY_INPUT,
  /** Longer than the limit in characters. */
  INPUT_TOO_LONG,
  /** The symbology identifier in front names no carrier of GS1 data. */
  UNSUPPORTED_SYMBOLOGY,
  /** German PPN, data of ASC MH10 format 06: valid, but no GS1 data. */
  NOT_GS1_FORMAT_06,
  /** Neither an element string, nor a Digital Link, nor a GTIN. */
  UNRECOGNISED_INPUT,
  /** Digits at this place belong to no application identifier. */
  UNKNOWN_AI,
  /** A bracket of the bracketed syntax is missing or misplaced. */
  BRACKET_SYNTAX,
  /** An application identifier without data. */
  EMPTY_VALUE,
  VALUE_TOO_SHORT,
  VALUE_TOO_LONG,
  /** The character is outside the set of this field. */
  INVALID_CHARACTER,
  /** The modulo 10 check digit differs (GS1 General Specifications 7.9.1). */
  WRONG_CHECK_DIGIT,
  /** The check character pair differs (GS1 General Specifications 7.9.5). */
  WRONG_CHECK_CHARACTERS,
  /** No such month or day. */
  INVALID_DATE,
  INVALID_TIME,
  /** The identifier does not begin with a GS1 company prefix. */
  INVALID_COMPANY_PREFIX,
  INVALID_COUNTRY_CODE,
  INVALID_CURRENCY_CODE,
  INVALID_IBAN,
  INVALID_COUPON,
  /**
   * The text follows the character set but no rule of its field (piece of total, flag,
   * coordinate...).
   */
  INVALID_FIELD,
  /** One identifier twice with different data. */
  CONTRADICTING_REPEAT,
  /** Another application identifier has to accompany this one. */
  MISSING_COMPANION,
  /** Two application identifiers that exclude each other. */
  EXCLUDED_COMPANION,
  /** The data holds no key (GTIN, SSCC, GLN...). */
  NO_KEY,
  /** Not a web address. */
  INVALID_URI,
  /** A percent sign without two hexadecimal digits. */
  INVALID_PERCENT_ENCODING,
  /** A web address without a GS1 key in its path. */
  DIGITAL_LINK_NO_KEY,
  /** This application identifier has no place in a Digital Link with that key. */
  DIGITAL_LINK_UNEXPECTED_AI,
  /** Not an EPC URN of a known scheme. */
  UNKNOWN_EPC_SCHEME,
  /** An EPC URN with the wrong number or length of fields. */
  INVALID_EPC_URN,
  /** Valid, but an identifier of another kind than was asked for. */
  OTHER_IDENTIFIER
}
