package io.pharmatrace.transparency;

/** The store lacks hashes that a log of this size must have: a fault, never an expected outcome. */
public final class DamagedLogException extends RuntimeException {
  DamagedLogException(TileId tile, int found, int needed) {
    super("tile %s has %d hashes where %d are needed".formatted(tile, found, needed));
  }
}
