package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Requires;
import io.pharmatrace.anchoring.Evidence;
import io.pharmatrace.anchoring.application.Drafting.Draft;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.evidence.Bundle;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.Bytes;
import io.pharmatrace.transparency.evidence.Report;
import io.pharmatrace.transparency.evidence.Subject;
import io.pharmatrace.transparency.evidence.TrustedNetwork;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Makes bundles, and hands out none that its reader would refuse. A few at a time: each takes
 * memory, and questions to the node, during which no connection to the database is held.
 */
@Singleton
@Requires(beans = Keys.class)
final class EvidenceMaker implements Evidence {
  private static final int AT_ONCE = 2;
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /** Longer files are not made, though a checker would read more. */
  private static final int MAX_LENGTH = 8 * 1024 * 1024;

  private final Jdbi jdbi;
  private final ChainLink link;
  private final StateReader states;
  private final NetworkFacts facts;
  private final ValidatorVotes votes;
  private final UsedSignatures signatures;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  EvidenceMaker(
      Jdbi jdbi,
      ChainLink link,
      StateReader states,
      NetworkFacts facts,
      ValidatorVotes votes,
      UsedSignatures signatures) {
    this.jdbi = jdbi;
    this.link = link;
    this.states = states;
    this.facts = facts;
    this.votes = votes;
    this.signatures = signatures;
  }

  @Override
  public Answer event(long entry, Optional<Subject.Document> document, Collection<String> epcs) {
    return answer(drafting -> drafting.event(entry, document, epcs));
  }

  @Override
  public Answer custody(Bytes32 madeIn, String epc, String companyPrefix, UUID holder) {
    return answer(drafting -> drafting.custody(madeIn, epc, companyPrefix, holder));
  }

  @Override
  public Optional<TrustedNetwork> network() {
    return link.ready().map(target -> network(facts.of(target), followed()));
  }

  /** With the newest checkpoint up to a block, if its first epoch is over. */
  TrustedNetwork network(NetworkFacts.Facts network, long block) {
    return network
        .network()
        .since(
            network
                .pinned()
                .flatMap(pinned -> votes.checkpoint(pinned, block))
                .map(TrustedNetwork.Later::of));
  }

  private long followed() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT coalesce(max(followed), 0) FROM anchoring.chain")
                .mapTo(Long.class)
                .one());
  }

  private Answer answer(Function<Drafting, Draft> make) {
    Optional<ChainLink.Target> target = link.ready();
    if (target.isEmpty()) {
      return new Answer.NotNow(
          "No chain is in use here: %s. Ask a process of the role anchoring."
              .formatted(link.fault().orElse("unknown")));
    }
    if (!turns.tryAcquire()) {
      return new Answer.Busy(AGAIN);
    }
    try {
      return switch (signed(target.get().domain(), make)) {
        case Draft.NotNow(String why) -> new Answer.NotNow(why);
        case Draft.Ready ready -> made(facts.of(target.get()), ready);
      };
    } catch (ChainException e) {
      return new Answer.NotNow("The chain gives no proof now: %s.".formatted(e.getMessage()));
    } finally {
      turns.release();
    }
  }

  /** A draft of which each signature is the one that the chain has. */
  private Draft signed(SigningDomain domain, Function<Drafting, Draft> make) {
    Draft draft = draft(make);
    if (!(draft instanceof Draft.Ready ready)) {
      return draft;
    }
    List<UsedSignatures.Unknown> unknown = UsedSignatures.unknown(domain, ready.plan());
    if (unknown.isEmpty()) {
      return draft;
    }
    List<UsedSignatures.Unknown> missing = signatures.find(domain, unknown);
    return missing.isEmpty()
        ? draft(make)
        : new Draft.NotNow(
            ("The signature of commitment %d of organisation %s is not known here, and the node"
                    + " does not give the transaction that brought it.")
                .formatted(
                    missing.getFirst().committed().sequence(), missing.getFirst().organisation()));
  }

  /** From one picture of the tables for all that is read. */
  private Draft draft(Function<Drafting, Draft> make) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ, handle -> make.apply(new Drafting(handle)));
  }

  Answer made(NetworkFacts.Facts network, Draft.Ready draft) {
    int captures = draft.plan().captures().size();
    if (captures > Bundle.MAX_CAPTURES) {
      return new Answer.NotNow(
          "It rests on commitments in %d blocks far from each other, and a bundle shows %d at the most."
              .formatted(captures, Bundle.MAX_CAPTURES));
    }
    byte[] file =
        new Capturing(states, votes, network, draft.plan()).bundle(draft.subject()).write();
    if (file.length > MAX_LENGTH) {
      return new Answer.NotNow(
          "The bundle would have %d bytes, more than the %d that are made."
              .formatted(file.length, MAX_LENGTH));
    }
    Report report = new BundleCheck(Optional.of(network.network())).check(file);
    if (report.verdict() == Report.Verdict.INVALID) {
      if (network.target().successor().isPresent()) {
        return new Answer.NotNow(report.findings().getLast().words());
      }
      throw new IllegalStateException(
          "evidence that was made does not hold: " + report.findings().getLast().words());
    }
    return new Answer.Made(Bytes.of(file));
  }
}
