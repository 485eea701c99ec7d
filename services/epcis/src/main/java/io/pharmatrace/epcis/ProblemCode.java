package io.pharmatrace.epcis;

/** Why a document or an event cannot be used. The names are stable: users and programs see them. */
public enum ProblemCode {
  /** Neither well-formed XML nor JSON, or cut off. */
  NOT_WELL_FORMED,
  /** Well-formed, but no EPCIS document, query document or event. */
  NOT_EPCIS,
  /** A schema version other than 1.x (XML) or 2.x, or a version of XML other than 1.0. */
  VERSION_UNSUPPORTED,
  /** An XML document type declaration. */
  DTD_FORBIDDEN,
  /** The document is larger than allowed. */
  LIMIT_SIZE,
  /** Nested deeper than allowed. */
  LIMIT_DEPTH,
  /** More events than allowed. */
  LIMIT_EVENTS,
  /** One event has more fields and values than allowed, or a value is too long. */
  LIMIT_EVENT_SIZE,
  /** A comment, processing instruction, tag or other single piece of XML is too long. */
  LIMIT_TEXT,
  /** A JSON-LD context that says something else about a name of the standard. */
  CONTEXT_INVALID,
  /** One JSON object has a member twice, or one XML element a field. */
  FIELD_DUPLICATE,
  /** A field that the standard does not know, without a namespace. */
  FIELD_UNKNOWN,
  /** A field that the type of event must have is missing or empty. */
  FIELD_MISSING,
  /** A text where a number is expected, an object where a list is expected, and so on. */
  FIELD_TYPE,
  /** A control character, or half of a surrogate pair: neither XML nor the database can hold it. */
  TEXT_INVALID,
  /** No event type of EPCIS 2.0. */
  EVENT_TYPE_UNKNOWN,
  /** The event names no thing at all. */
  EVENT_EMPTY,
  /** Neither ADD, OBSERVE nor DELETE. */
  ACTION_INVALID,
  /** No ISO 8601 date and time with offset. */
  TIME_INVALID,
  /** Not of the form +hh:mm or -hh:mm. */
  TIME_ZONE_OFFSET_INVALID,
  /** No absolute URI. */
  URI_INVALID,
  /**
   * A GS1 key that cannot be right: check digit, length or characters; or a class where a single
   * thing belongs, or the reverse.
   */
  EPC_INVALID,
  /**
   * Neither a word of the standard vocabulary nor a URI of the user's own; also what begins like a
   * word of GS1 and is none.
   */
  TERM_UNKNOWN,
  /** Not two or three capital letters and digits, as UN/CEFACT Recommendation 20 has them. */
  UNIT_INVALID,
  /** No decimal number. */
  NUMBER_INVALID,
  /** Neither true nor false. */
  BOOLEAN_INVALID,
  /** Not an even number of hexadecimal digits. */
  HEX_INVALID,
  /** Instance/lot master data where the standard allows none. */
  ILMD_NOT_ALLOWED
}
