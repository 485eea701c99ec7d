package io.pharmatrace.anchoring.adapter.in;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.pharmatrace.anchoring.application.Admission;
import io.pharmatrace.anchoring.application.Backlog;
import io.pharmatrace.anchoring.application.BoardFollowing;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.ConsentFollowing;
import io.pharmatrace.anchoring.application.ConsentRegistryLink;
import io.pharmatrace.anchoring.application.ContractLink;
import io.pharmatrace.anchoring.application.Following;
import io.pharmatrace.anchoring.application.Journaling;
import io.pharmatrace.anchoring.application.Overlooked;
import io.pharmatrace.anchoring.application.RecallBoardLink;
import io.pharmatrace.anchoring.application.RecallComparison;
import io.pharmatrace.anchoring.application.RecallConfirmation;
import io.pharmatrace.anchoring.application.RecallIntake;
import io.pharmatrace.anchoring.application.Sealer;
import io.pharmatrace.anchoring.application.Signing;
import io.pharmatrace.anchoring.application.Submitting;
import io.pharmatrace.platform.Loops;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Runs anchoring: each stage a loop of its own, so that a stage that is stuck stops no other. Who
 * measures one stage runs them himself.
 */
@Context
@Requires(property = "pharmatrace.anchoring.loops", value = "true", defaultValue = "true")
final class AnchoringLoops {
  private static final Duration OFTEN = Duration.ofMillis(200);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration SELDOM = Duration.ofSeconds(5);

  private final Loops loops;
  private final Duration tick;
  private final Sealer sealer;
  private final Journaling journaling;
  private final ChainLink link;
  private final Admission admission;
  private final Signing signing;
  private final Submitting submitting;
  private final Following following;
  private final Overlooked overlooked;
  private final Backlog backlog;
  private final RecallIntake recalls;
  private final RecallBoardLink board;
  private final RecallConfirmation recallConfirmation;
  private final BoardFollowing boardFollowing;
  private final RecallComparison recallComparison;
  private final ConsentRegistryLink consentRegistry;
  private final ConsentFollowing consents;

  AnchoringLoops(
      Loops loops,
      @Value("${pharmatrace.anchoring.tick:2s}") Duration tick,
      Sealer sealer,
      Journaling journaling,
      ChainLink link,
      Admission admission,
      Signing signing,
      Submitting submitting,
      Following following,
      Overlooked overlooked,
      Backlog backlog,
      RecallIntake recalls,
      RecallBoardLink board,
      RecallConfirmation recallConfirmation,
      BoardFollowing boardFollowing,
      RecallComparison recallComparison,
      ConsentRegistryLink consentRegistry,
      ConsentFollowing consents) {
    this.loops = loops;
    this.tick = tick;
    this.sealer = sealer;
    this.journaling = journaling;
    this.link = link;
    this.admission = admission;
    this.signing = signing;
    this.submitting = submitting;
    this.following = following;
    this.overlooked = overlooked;
    this.backlog = backlog;
    this.recalls = recalls;
    this.board = board;
    this.recallConfirmation = recallConfirmation;
    this.boardFollowing = boardFollowing;
    this.recallComparison = recallComparison;
    this.consentRegistry = consentRegistry;
    this.consents = consents;
  }

  @PostConstruct
  void start() {
    loops.start("anchoring-chain", SELDOM, once(link::check));
    // Each log once a tick, as soon after it as its last commitment is confirmed.
    loops.start("anchoring-seal", tick.dividedBy(8), once(() -> sealer.sealAll(tick)));
    loops.start("anchoring-journal", OFTEN, once(journaling::journalAll));
    loops.start("anchoring-admit", POLL, onChain(this::admit));
    loops.start("anchoring-send", OFTEN, onChain(this::send));
    loops.start("anchoring-follow", OFTEN, onChain(following::run));
    loops.start("anchoring-overlooked", SELDOM, onChain(this::lookForOverlooked));
    loops.start("anchoring-recalls", POLL, once(recalls::run));
    loops.start("anchoring-board", SELDOM, onChain(target -> check(board, target)));
    loops.start(
        "anchoring-consent-registry", SELDOM, onChain(target -> check(consentRegistry, target)));
    loops.start("anchoring-recalled", POLL, onChain(this::confirmRecalls));
    loops.start("anchoring-declared", SELDOM, onChain(boardFollowing::run));
    loops.start("anchoring-compare", SELDOM, once(recallComparison::compare));
    loops.start("anchoring-consents", POLL, onChain(consents::run));
    loops.start("anchoring-backlog", SELDOM, once(backlog::measure));
  }

  private boolean admit(ChainLink.Target target) {
    admission.run(target);
    return false;
  }

  private boolean send(ChainLink.Target target) {
    try {
      signing.signAll(target);
    } finally {
      submitting.run(target); // Also when a signer does not answer: what is signed is to be sent.
    }
    return false;
  }

  private boolean lookForOverlooked(ChainLink.Target target) {
    overlooked.run(target);
    return false;
  }

  private static boolean check(ContractLink contract, ChainLink.Target target) {
    contract.check(target);
    return false;
  }

  private boolean confirmRecalls(ChainLink.Target target) {
    recallConfirmation.run();
    return false;
  }

  private Loops.Round onChain(Predicate<ChainLink.Target> work) {
    return () -> link.looked() && work.test(link.target());
  }

  private static Loops.Round once(Runnable work) {
    return () -> {
      work.run();
      return false;
    };
  }
}
