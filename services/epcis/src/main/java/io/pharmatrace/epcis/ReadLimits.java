package io.pharmatrace.epcis;

/**
 * What a reader takes before it says no.
 *
 * @param maxBytes size of the document
 * @param maxDepth nested elements or objects
 * @param maxEvents events in the document
 * @param maxNodesPerEvent elements, attributes and JSON values in one event or in the header
 * @param maxTextLength characters of one value
 * @param maxProblems problems that are listed before reading stops
 * @param maxPartBytes size of one event or of the header, in bytes of the document
 */
public record ReadLimits(
    long maxBytes,
    int maxDepth,
    int maxEvents,
    int maxNodesPerEvent,
    int maxTextLength,
    int maxProblems,
    int maxPartBytes) {

  private static final int MAX_PART_BYTES = 16 << 20;

  /** 256 MiB, 500,000 events, 200,000 nodes each. */
  public static final ReadLimits DEFAULT =
      new ReadLimits(256L << 20, 60, 500_000, 200_000, 100_000, 1_000);

  /**
   * For one event that was read with the default limits and written as JSON: what was within them
   * as XML is deeper there, longer, and has more values, and must be read back all the same.
   */
  public static final ReadLimits WRITTEN =
      new ReadLimits(256L << 20, 250, 1, 2_000_000, 4_000_000, 1_000, 128 << 20);

  /** With the default size of one event or of the header: 16 MiB. */
  public ReadLimits(
      long maxBytes,
      int maxDepth,
      int maxEvents,
      int maxNodesPerEvent,
      int maxTextLength,
      int maxProblems) {
    this(
        maxBytes,
        maxDepth,
        maxEvents,
        maxNodesPerEvent,
        maxTextLength,
        maxProblems,
        MAX_PART_BYTES);
  }

  public ReadLimits {
    if (maxBytes < 1
        || maxDepth < 8
        || maxEvents < 1
        || maxNodesPerEvent < 1
        || maxTextLength < 1
        || maxProblems < 1
        || maxPartBytes < 1) {
      throw new IllegalArgumentException("limits must be positive, depth at least 8");
    }
  }

  /** The same with another size of the document. */
  public ReadLimits withMaxBytes(long bytes) {
    return new ReadLimits(
        bytes, maxDepth, maxEvents, maxNodesPerEvent, maxTextLength, maxProblems, maxPartBytes);
  }

  /** The same with another number of events. */
  public ReadLimits withMaxEvents(int events) {
    return new ReadLimits(
        maxBytes, maxDepth, events, maxNodesPerEvent, maxTextLength, maxProblems, maxPartBytes);
  }
}
