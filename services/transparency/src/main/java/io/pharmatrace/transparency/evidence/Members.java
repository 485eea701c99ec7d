package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import io.pharmatrace.transparency.chain.RegistryState;
import io.pharmatrace.transparency.evidence.Findings.Failed;
import io.pharmatrace.transparency.evidence.Report.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who the organisations are, as the registry has them. */
final class Members {
  private static final List<String> ROLES =
      List.of("manufacturer", "distributor", "pharmacy", "regulator");

  private final RegistryState registry;
  private final Findings findings;
  private final Map<Bytes32, String> names = new TreeMap<>();
  private final Map<Bytes32, List<RegistryState.Key>> keys = new TreeMap<>();

  Members(RegistryState registry, Findings findings) {
    this.registry = registry;
    this.findings = findings;
  }

  void check(List<Membership> memberships) throws Failed {
    Optional<Bytes32> before = Optional.empty();
    for (Membership membership : memberships) {
      Bytes32 organisation = membership.organisation();
      findings.require(
          before.isEmpty() || before.get().compareTo(organisation) < 0,
          Check.MEMBERS,
          "The organisations are not in ascending order.");
      before = Optional.of(organisation);
      check(membership);
    }
  }

  private void check(Membership membership) throws Failed {
    Bytes32 organisation = membership.organisation();
    String id = "Organisation " + organisation.hex();
    RegistryState.Member member =
        findings
            .proven(
                Check.MEMBERS,
                id,
                registry.member(
                    organisation,
                    Bytes.arrays(membership.record()),
                    Bytes.arrays(membership.identityDigest())))
            .orElseThrow(() -> findings.failed(Check.MEMBERS, id + " was never admitted."));
    byte[] identity = membership.identity().array();
    findings.require(
        ContentDigest.ofDocument(identity).equals(member.identityDigest()),
        Check.MEMBERS,
        id + ": the identity document is not the one that governors registered.");
    keys.put(
        organisation,
        findings.proven(
            Check.MEMBERS,
            id,
            registry.keys(
                organisation,
                Bytes.arrays(membership.keyCount()),
                membership.keys().stream().map(Bytes::arrays).toList())));
    String name = name(identity, organisation);
    names.put(organisation, name);
    findings.ok(
        Check.MEMBERS,
        "%s is registered as %s%s.%s"
            .formatted(
                id, name, roles(member.roles()), member.suspended() ? " It is suspended." : ""));
  }

  private static String roles(int bits) {
    List<String> roles = new ArrayList<>();
    for (int i = 0; i < ROLES.size(); i++) {
      if ((bits >> i & 1) == 1) {
        roles.add(ROLES.get(i));
      }
    }
    return roles.isEmpty() ? "" : ", " + String.join(", ", roles);
  }

  /** As the identity document says; it is JSON with a name and a GLN. */
  private static String name(byte[] identity, Bytes32 organisation) {
    try {
      if (JsonReader.read(identity) instanceof Json.Members(var values)
          && values.get("name") instanceof Json.Text(String name)
          && values.get("gln") instanceof Json.Text(String gln)) {
        return "%s (GLN %s)".formatted(name, gln);
      }
    } catch (MalformedException notOurs) {
      // Governors may register any document; it has no name then that could be shown.
    }
    return "organisation " + organisation.hex();
  }

  String nameOf(Bytes32 organisation) {
    return names.getOrDefault(organisation, "organisation " + organisation.hex());
  }

  SortedSet<Bytes32> organisations() {
    return new TreeSet<>(names.keySet());
  }

  boolean has(Bytes32 organisation) {
    return names.containsKey(organisation);
  }

  /** Whether it was the organisation's key at the end of the block or of the one before. */
  boolean signed(Bytes32 organisation, Address key, long block) {
    List<RegistryState.Key> all = keys.getOrDefault(organisation, List.of());
    return at(all, block).filter(key::equals).isPresent()
        || at(all, block - 1).filter(key::equals).isPresent();
  }

  private static Optional<Address> at(List<RegistryState.Key> keys, long block) {
    Optional<Address> found = Optional.empty();
    for (RegistryState.Key key : keys) {
      if (key.since() <= block) {
        found = key.key();
      }
    }
    return found;
  }
}
