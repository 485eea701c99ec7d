package io.pharmatrace.fhir;

/**
 * What a reader takes before it says no.
 *
 * @param maxBytes size of the resource in bytes
 * @param maxDepth nested objects and lists
 * @param maxValues objects, lists, texts, numbers together
 * @param maxProblems problems that are listed
 */
public record ReadLimits(int maxBytes, int maxDepth, int maxValues, int maxProblems) {

  /** 1 MiB, 32 levels, 10,000 values, 50 problems. */
  public static final ReadLimits DEFAULT = new ReadLimits(1 << 20, 32, 10_000, 50);

  public ReadLimits {
    if (maxBytes < 1
        || maxBytes > 1 << 30
        || maxDepth < 1
        || maxDepth > 200
        || maxValues < 1
        || maxProblems < 1) {
      throw new IllegalArgumentException(
          "limits must be positive, depth at most 200, size at most a gigabyte");
    }
  }
}
