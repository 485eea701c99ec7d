package io.pharmatrace.fhir;

/**
 * Why a resource or a search cannot be used. The codes are stable: users and programs see them.
 * Each has the kind that {@code OperationOutcome.issue.code} says (value set issue-type of FHIR
 * R4).
 */
public enum ProblemCode {
  /** Not UTF-8, no JSON, cut off, or something behind its end. */
  NOT_JSON("json-invalid", "structure"),
  /** More bytes than allowed. */
  TOO_LARGE("resource-too-large", "too-long"),
  /** Nested deeper than allowed. */
  TOO_DEEP("resource-too-deep", "too-costly"),
  /** More values than allowed. */
  TOO_MANY_VALUES("resource-too-complex", "too-costly"),
  /** A control character, half of a surrogate pair, or nothing but white space. */
  TEXT_INVALID("text-invalid", "value"),
  /** One object has a member twice. */
  MEMBER_DUPLICATE("member-duplicate", "structure"),
  /** {@code null}, an empty object, list or text: FHIR leaves out what is not there. */
  EMPTY("value-empty", "structure"),
  /** No resourceType, or one that is not taken here. */
  TYPE_UNSUPPORTED("resource-type-unsupported", "not-supported"),
  /** An element that is not taken here: R4 has none of this name, or we do not support it. */
  ELEMENT_UNSUPPORTED("element-unsupported", "not-supported"),
  /** An element that must be there is missing. */
  ELEMENT_MISSING("element-missing", "required"),
  /** A list where one value belongs, an object where a text belongs, and so on. */
  ELEMENT_TYPE("element-type", "structure"),
  /** Two of the types of a choice, as {@code sourceReference} beside {@code sourceAttachment}. */
  CHOICE_TWICE("choice-twice", "structure"),
  /** Not of the form that its type has, as a date that does not exist. */
  VALUE_INVALID("value-invalid", "value"),
  /** None of the codes that may stand here. */
  CODE_INVALID("code-invalid", "code-invalid"),
  /** A reference that is none, or to a type that may not stand here. */
  REFERENCE_INVALID("reference-invalid", "value"),
  /** Values that contradict each other: one of R4's own rules, which the message names. */
  RULE_BROKEN("rule-broken", "invariant"),
  /** Valid R4, but not as the profile wants it that the message names. */
  PROFILE_BROKEN("profile-broken", "business-rule"),
  /** A search parameter, modifier or prefix that is not known or not supported. */
  SEARCH_UNSUPPORTED("search-parameter-unsupported", "not-supported"),
  /** A value of a search parameter that is not of its form. */
  SEARCH_VALUE_INVALID("search-value-invalid", "value"),
  /** More parameters or values than a search may have. */
  SEARCH_TOO_COMPLEX("search-too-complex", "too-costly");

  private final String code;
  private final String issueType;

  ProblemCode(String code, String issueType) {
    this.code = code;
    this.issueType = issueType;
  }

  /** The stable code. */
  public String code() {
    return code;
  }

  /** The kind of issue, as in {@code OperationOutcome.issue.code}. */
  public String issueType() {
    return issueType;
  }
}
