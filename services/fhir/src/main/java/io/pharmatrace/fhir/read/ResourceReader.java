package io.pharmatrace.fhir.read;

import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Problem;
import io.pharmatrace.fhir.ProblemCode;
import io.pharmatrace.fhir.ReadLimits;
import io.pharmatrace.fhir.ReadResult;
import io.pharmatrace.fhir.Resource;
import io.pharmatrace.fhir.ResourceType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The steps of reading: bytes, text, tree, table. Thread-safe. */
public final class ResourceReader {
  private static final String UNKNOWN = "Resource";

  private ResourceReader() {}

  /** Reads a resource that is no larger than the limits allow. */
  public static ReadResult read(byte[] bytes, ReadLimits limits) {
    if (bytes.length > limits.maxBytes()) {
      return tooLarge(limits);
    }
    Problems problems = new Problems(limits.maxProblems());
    try {
      Json.Obj tree = JsonTree.read(text(bytes), UNKNOWN, limits, problems);
      return checked(tree, limits, problems.found());
    } catch (Unreadable e) {
      List<Problem> all = new ArrayList<>(problems.found());
      all.add(new Problem(e.code(), UNKNOWN, String.valueOf(e.getMessage())));
      return new ReadResult.Invalid(all);
    }
  }

  /** What is said of more bytes than allowed. */
  public static ReadResult tooLarge(ReadLimits limits) {
    return invalid(
        ProblemCode.TOO_LARGE, "A resource has " + limits.maxBytes() + " bytes at most.");
  }

  private static ReadResult checked(Json.Obj tree, ReadLimits limits, List<Problem> structure) {
    String name = tree.text("resourceType");
    ResourceType type = name == null ? null : ResourceType.of(name);
    if (type == null || !type.standsAlone()) {
      return invalid(
          ProblemCode.TYPE_UNSUPPORTED,
          name == null
              ? "resourceType is missing."
              : Problem.quote(name) + " is no type of resource that is taken here.");
    }
    if (!structure.isEmpty()) { // what is empty or stands twice would be told of a second time
      return new ReadResult.Invalid(
          structure.stream().map(problem -> rooted(problem, type.fhirName())).toList());
    }
    Problems problems = new Problems(limits.maxProblems());
    Checker.check(tree, type, problems);
    return problems.isEmpty()
        ? new ReadResult.Valid(Resource.of(tree))
        : new ReadResult.Invalid(problems.found());
  }

  private static Problem rooted(Problem problem, String type) {
    return new Problem(
        problem.code(), type + problem.expression().substring(UNKNOWN.length()), problem.message());
  }

  private static ReadResult invalid(ProblemCode code, String message) {
    return new ReadResult.Invalid(List.of(new Problem(code, UNKNOWN, message)));
  }

  /** FHIR's JSON is UTF-8, without a byte order mark; broken characters are not mended. */
  private static String text(byte[] bytes) throws Unreadable {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Unreadable(ProblemCode.NOT_JSON, "This is no UTF-8.");
    }
  }
}
