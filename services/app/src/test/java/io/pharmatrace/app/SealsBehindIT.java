package io.pharmatrace.app;

/** The same, when seals were held up: one round follows what many rounds would have. */
class SealsBehindIT extends SealedCustodyIT {
  @Override
  boolean behind() {
    return true;
  }
}
