package io.pharmatrace.besu;

import io.pharmatrace.process.Await;
import io.pharmatrace.process.DeadlineExceededException;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which validators are seen at work: a node of ours has the newest block and gets more, one
 * elsewhere proposed blocks of late. A process that runs, or an address in a list, is not enough.
 */
final class AtWork {
  // A dead validator costs about 3 s at its turn, which is no illness of the others.
  private static final Duration LOOK = Duration.ofSeconds(8);

  /** Validators propose in turn, so within as many blocks as there are validators each has been. */
  private static final int TURNS = 3;

  /** The fewest validators of which one may fail. */
  private static final int FEWEST = 4;

  private AtWork() {}

  /**
   * Refuses that a validator leaves when too few would be left.
   *
   * @param members addresses, lower case
   * @param ours every node of this machine
   * @param force nothing is looked at; only the last one never goes
   * @throws ProcessFailedException when it is refused
   */
  static void refuseTooFew(
      Set<String> members, List<BesuValidator> ours, String leaving, boolean force) {
    int left = members.size() - 1;
    if (force && left > 0) {
      return;
    }
    TreeSet<String> missing = new TreeSet<>(members);
    missing.removeAll(among(members, ours));
    missing.remove(leaving);
    int alive = left - missing.size();
    String problem = "";
    if (alive < Membership.quorum(left)) {
      problem =
          "%d validators would be left, of which %d run; %d must run for any block to be made. Not seen at work: %s"
              .formatted(left, alive, Membership.quorum(left), missing);
    } else if (left < FEWEST) {
      problem = "%d validators would be left, of which none may fail".formatted(left);
    }
    if (!problem.isEmpty()) {
      throw new ProcessFailedException(
          problem + ". Add one first (./pharmatrace chain add), or use --force");
    }
  }

  /**
   * Those of the validators that are seen at work.
   *
   * @param members addresses, lower case
   * @param ours every node of this machine
   * @throws ChainException when the node that is ahead does not tell who proposed
   */
  private static Set<String> among(Set<String> members, List<BesuValidator> ours) {
    List<BesuValidator> answering =
        ours.stream().filter(node -> node.runs() && head(node).isPresent()).toList();
    TreeSet<String> seen = new TreeSet<>();
    answering.stream()
        .max(Comparator.comparingLong(node -> head(node).orElse(0L)))
        .map(node -> Membership.proposed(node.rpc(), (long) TURNS * members.size()))
        .map(Map::keySet)
        .ifPresent(seen::addAll);
    // A node of ours that hangs has proposed of late too, and a new one has not had its turn yet.
    ours.forEach(node -> seen.remove(Membership.lower(node.address())));
    answering.parallelStream()
        .filter(node -> hasCaughtUp(node, answering))
        .map(node -> Membership.lower(node.address()))
        .toList()
        .forEach(seen::add);
    seen.retainAll(members);
    return seen;
  }

  private static Optional<Long> head(BesuValidator node) {
    try {
      return Optional.of(node.rpc().headNumber());
    } catch (ChainException e) {
      return Optional.empty();
    }
  }

  private static boolean hasCaughtUp(BesuValidator node, List<BesuValidator> others) {
    try {
      Await.until(
          "blocks at " + node.name(), LOOK, Progress.SILENT, new CaughtUp(node.rpcUrl(), others));
      return true;
    } catch (DeadlineExceededException e) {
      return false;
    }
  }
}
