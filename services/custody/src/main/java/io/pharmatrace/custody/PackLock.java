package io.pharmatrace.custody;

import io.pharmatrace.gs1.Sgtin;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Works on a pack that nobody changes meanwhile. Thread-safe. */
public interface PackLock {
  /**
   * Works on a pack in a transaction of its own, in which nobody else changes the pack or what
   * holds it. Of a pack that is not on record nothing is locked. Changes of packs lock alerts after
   * packs, so work that locks alerts itself does so in here.
   *
   * @param work repeatable: it runs again when another transaction was in its way
   */
  <T> T alone(Sgtin pack, Function<Handle, T> work);
}
