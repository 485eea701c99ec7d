package io.pharmatrace.besu;

import io.pharmatrace.process.BackgroundProcess;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Changes which validators a running network has, one at a time. Every call may be repeated after
 * it was cut short, and goes on where it was. Not for two callers at once.
 */
public final class Validators {
  private static final Duration START_DEADLINE = Duration.ofMinutes(3);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);

  private final BesuSettings settings;
  private final IntFunction<BesuNode> nodes;

  Validators(BesuSettings settings, IntFunction<BesuNode> nodes) {
    this.settings = settings;
    this.nodes = nodes;
  }

  /**
   * Every validator of the newest block, and every node of ours.
   *
   * @throws ProcessFailedException when none of our nodes runs
   */
  public List<SeenValidator> list() {
    Membership membership = new Membership(running());
    Map<String, Long> proposed = membership.lastProposed();
    Set<String> members = membership.validators();
    TreeSet<String> addresses = new TreeSet<>(members);
    ours().forEach(node -> addresses.add(Membership.lower(node.address())));
    List<SeenValidator> seen = new ArrayList<>();
    for (String address : addresses) {
      Optional<BesuValidator> node = node(address);
      seen.add(
          new SeenValidator(
              address,
              node.map(BesuValidator::name),
              members.contains(address),
              Optional.ofNullable(proposed.get(address)),
              node.flatMap(Membership::peers)));
    }
    return seen;
  }

  /**
   * Makes a node with a new key, starts it, lets it catch up, and votes it in.
   *
   * @return its name and address
   * @throws ProcessFailedException when no node runs, or the new one ends
   * @throws io.pharmatrace.process.DeadlineExceededException when it does not catch up or is not
   *     voted in in time; called again, goes on
   */
  public String add(Progress progress) {
    voters(new Membership(running()).validators());
    BesuValidator added = joining(Optional.empty(), progress);
    return admit(added, progress);
  }

  /**
   * Votes in a node of another home, which should have the blocks by then: it counts at once.
   *
   * @param address of the node
   * @throws ProcessFailedException when no validator of this home could vote
   * @throws io.pharmatrace.process.DeadlineExceededException when too few vote alike; the votes
   *     stand
   */
  public void admit(String address, Progress progress) {
    String wanted = Membership.lower(address);
    if (!wanted.matches("0x[0-9a-f]{40}")) {
      throw new ProcessFailedException("an address is 0x and 40 hexadecimal digits: " + address);
    }
    Membership all = new Membership(running());
    all.takeBackDecided(progress);
    if (!all.validators().contains(wanted)) {
      new Membership(voters(all.validators())).vote(wanted, true, running(), progress);
    }
  }

  /**
   * Votes a validator out. A node of ours is stopped afterwards and put away below {@code
   * removed/}, never to run again.
   *
   * @param address of the validator
   * @param force also below four validators, of which none may fail
   * @throws ProcessFailedException when there is no such validator, or too few would be left
   */
  public void remove(String address, boolean force, Progress progress) {
    String wanted = Membership.lower(address);
    Membership all = new Membership(running());
    all.takeBackDecided(progress);
    Optional<BesuValidator> node = node(wanted);
    if (all.validators().contains(wanted)) {
      AtWork.refuseTooFew(all.validators(), ours(), wanted, force);
      List<BesuValidator> watched =
          running().stream().filter(each -> !each.address().equalsIgnoreCase(wanted)).toList();
      if (watched.isEmpty()) {
        throw new ProcessFailedException("no other node of this machine runs and could tell");
      }
      new Membership(voters(all.validators())).vote(wanted, false, watched, progress);
    } else if (node.isEmpty()) {
      throw new ProcessFailedException(
          "%s is no validator; there are %s".formatted(address, all.validators()));
    }
    node.ifPresent(ours -> putAway(ours, progress));
  }

  /**
   * Gives a node of ours a new key: a new node is voted in, then the old one out and away.
   *
   * @param number of the node
   * @return name and address of the new one
   * @throws ProcessFailedException when there is no such node
   */
  public String rotate(int number, Progress progress) {
    BesuValidator old =
        ours().stream()
            .filter(node -> node.name().equals("validator-" + number))
            .findFirst()
            .orElseThrow(
                () ->
                    new ProcessFailedException(
                        "there is no validator-%d; there are %s"
                            .formatted(number, ours().stream().map(BesuValidator::name).toList())));
    BesuValidator fresh = joining(Optional.of(number), progress);
    String named = admit(fresh, progress);
    remove(old.address(), false, progress);
    return named;
  }

  /**
   * Writes the permission files anew and has every running node read them.
   *
   * @throws ProcessFailedException when one does not; the others have
   */
  public void reload(Progress progress) {
    network().writeConfiguration();
    List<String> failed = new ArrayList<>();
    for (BesuValidator node : running()) {
      try {
        node.rpc().call("perm_reloadPermissionsFromFile");
        progress.report(node.name() + " has read its permissions");
      } catch (ChainException e) {
        failed.add("%s has not read its permissions: %s".formatted(node.name(), e.getMessage()));
      }
    }
    if (!failed.isEmpty()) {
      throw new ProcessFailedException(
          String.join("; ", failed)
              + ". When it answers again, or is dead: ./pharmatrace chain reload");
    }
  }

  /** Where JSON-RPC of our nodes is. */
  public List<URI> rpcUrls() {
    return network().rpcUrls();
  }

  /** A node of ours that is no validator yet, as an earlier call left it; else a new one. */
  private BesuValidator joining(Optional<Integer> replaced, Progress progress) {
    Membership all = new Membership(running());
    all.takeBackDecided(progress);
    Set<String> members = all.validators();
    Optional<BesuValidator> left =
        ours().stream()
            .filter(node -> node.replaces().equals(replaced))
            .filter(
                node -> replaced.isPresent() || !members.contains(Membership.lower(node.address())))
            .findFirst();
    return left.orElseGet(
        () -> {
          BesuNode node = nodes.apply(BesuNode.next(settings.directory()));
          BesuValidator fresh = new BesuValidator(settings, node);
          replaced.ifPresent(fresh::noteReplaced);
          new BesuKeys(settings).makeOne(fresh, progress);
          return fresh;
        });
  }

  private String admit(BesuValidator fresh, Progress progress) {
    reload(progress);
    List<BesuValidator> others =
        running().stream().filter(node -> !node.name().equals(fresh.name())).toList();
    BackgroundProcess process = BesuNetwork.startProcess(fresh);
    CaughtUp caughtUp = new CaughtUp(fresh.rpcUrl(), others);
    process.awaitReady(
        fresh.name() + " to catch up with the chain", START_DEADLINE, progress, caughtUp);
    Set<String> members = new Membership(others).validators();
    if (!members.contains(Membership.lower(fresh.address()))) {
      new Membership(voters(members)).vote(fresh.address(), true, running(), progress);
    }
    return fresh.name() + " " + fresh.address();
  }

  private void putAway(BesuValidator node, Progress progress) {
    BackgroundProcess.find(node.program()).ifPresent(process -> process.stop(STOP_DEADLINE));
    Path removed = settings.directory().resolve("removed");
    node.moveInto(removed);
    progress.report(node.name() + " is stopped and put away in " + removed);
    reload(progress);
  }

  private List<BesuValidator> voters(Set<String> members) {
    List<BesuValidator> voters =
        running().stream()
            .filter(node -> members.contains(Membership.lower(node.address())))
            .toList();
    if (voters.isEmpty()) {
      throw new ProcessFailedException(
          "no node of this home that runs is a validator, and only validators vote: have the homes that"
              + " have them run ./pharmatrace chain add ADDRESS");
    }
    return voters;
  }

  private Optional<BesuValidator> node(String address) {
    return ours().stream().filter(node -> node.address().equalsIgnoreCase(address)).findFirst();
  }

  private List<BesuValidator> running() {
    List<BesuValidator> running = ours().stream().filter(BesuValidator::runs).toList();
    if (running.isEmpty()) {
      throw new ProcessFailedException(
          "no validator of this machine runs; validators vote, so run ./pharmatrace up first");
    }
    return running;
  }

  private List<BesuValidator> ours() {
    return network().validators();
  }

  /** As the directory is now. */
  private BesuNetwork network() {
    return new BesuNetwork(
        settings.withNodes(
            BesuNode.numbers(settings.directory()).stream().map(nodes::apply).toList()));
  }
}
