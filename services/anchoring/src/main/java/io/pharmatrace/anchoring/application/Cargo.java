package io.pharmatrace.anchoring.application;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What a transaction of the relay brings onto the chain: a commitment, a recall or a consent. */
interface Cargo {
  /**
   * Signs it and the transaction that brings it, and keeps both; nothing is sent.
   *
   * @param nonce of the transaction
   */
  void sign(Handle handle, ChainLink.Target target, Signer relay, long nonce);

  /**
   * Whether the chain has it, or another in its place, whoever brought it.
   *
   * @param succeeded whether our transaction is mined and was not reverted
   */
  boolean arrived(ChainLink.Target target, boolean succeeded);

  /** Why the contract would refuse it now; empty when it would take it. */
  Optional<String> refusal(ChainLink.Target target);

  /** Notes why the contract refuses it, or that it does no more. */
  void noteRefusal(Handle handle, Optional<String> reason);
}
