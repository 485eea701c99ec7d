package io.pharmatrace.anchoring.application;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** A kind of cargo, as the database has it. Thread-safe. */
interface Cargoes {
  /** Whether the chain takes this kind at all now. */
  boolean isTaken(ChainLink.Target target);

  /** Whether any waits for a transaction, or to be asked about again. */
  boolean anyReady(Handle handle);

  /** Those that may get a transaction, in the order in which they are to be brought. */
  List<Cargo> ready(Handle handle, int limit);

  /** Those that the contract refused, and about which it is to be asked again. */
  List<Cargo> refused(Handle handle);
}
