package io.pharmatrace.fhir.write;

import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Problem;
import io.pharmatrace.fhir.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes OperationOutcome resources: how FHIR says what went wrong. */
public final class OperationOutcomes {
  /** System of our stable codes in {@code issue.details}. */
  public static final String CODES = "urn:pharmatrace:error";

  /** How bad it is. */
  public enum Severity {
    FATAL,
    ERROR,
    WARNING,
    INFORMATION;

    private String code() {
      return switch (this) {
        case FATAL -> "fatal";
        case ERROR -> "error";
        case WARNING -> "warning";
        case INFORMATION -> "information";
      };
    }
  }

  private OperationOutcomes() {}

  /** An outcome with one issue for each problem. */
  public static Resource of(List<Problem> problems) {
    return of(Severity.ERROR, problems);
  }

  /**
   * An outcome with one issue for each problem, at least one.
   *
   * @param severity warnings are for what was ignored, as unknown parameters of a lenient search
   */
  public static Resource of(Severity severity, List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an outcome has an issue");
    }
    return outcome(
        problems.stream()
            .map(
                problem ->
                    issue(
                        severity,
                        problem.code().issueType(),
                        problem.code().code(),
                        problem.message(),
                        problem.expression()))
            .toList());
  }

  /**
   * An outcome with one issue that no resource and no parameter is to blame for.
   *
   * @param issueType a code of the value set issue-type, as not-found
   * @param code our stable code
   * @param message for people
   */
  public static Resource of(Severity severity, String issueType, String code, String message) {
    return outcome(List.of(issue(severity, issueType, code, message, null)));
  }

  private static Resource outcome(List<Json.Obj> issues) {
    return Resource.of(
        Json.object().text("resourceType", "OperationOutcome").objects("issue", issues).build());
  }

  private static Json.Obj issue(
      Severity severity,
      String issueType,
      String code,
      String message,
      @Nullable String expression) {
    return Json.object()
        .text("severity", severity.code())
        .text("code", issueType)
        .object(
            "details",
            Json.object()
                .objects(
                    "coding",
                    List.of(Json.object().text("system", CODES).text("code", code).build()))
                .text("text", message)
                .build())
        .texts("expression", expression == null ? List.of() : List.of(expression))
        .build();
  }
}
