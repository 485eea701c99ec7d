package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.IdentityDocument;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings organisations of the registry onto the chain: makes key and identity document, gives the
 * approvals of the governors whose keys are here, and notes when the chain has admitted them. Where
 * other governors are needed too, it waits for them.
 */
@Singleton
public final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  /** Any constant that no other advisory lock of this database uses. */
  private static final long LOCK = 0x50544144_4D495421L;

  private record Identity(UUID organisation, Contracts.Admittance admittance) {}

  private final Jdbi jdbi;
  private final Chain chain;
  private final Contracts contracts;
  private final Keys keys;
  private final Organisations organisations;

  Admission(Jdbi jdbi, Chain chain, Contracts contracts, Keys keys, Organisations organisations) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.contracts = contracts;
    this.keys = keys;
    this.organisations = organisations;
  }

  /**
   * Admits whoever is not yet; of several processes one does.
   *
   * @throws ChainException when the chain cannot be used
   * @throws SignerException at the end, when an organisation has no key
   */
  public void run(ChainLink.Target target) {
    Optional<SignerException> withoutKey = prepareNewcomers();
    List<Identity> waiting = jdbi.withHandle(Admission::waiting);
    if (!waiting.isEmpty()) {
      admitOnce(target, waiting);
    }
    if (withoutKey.isPresent()) {
      throw withoutKey.get();
    }
  }

  private void admitOnce(ChainLink.Target target, List<Identity> waiting) {
    jdbi.useTransaction(
        handle -> {
          if (handle
              .createQuery("SELECT pg_try_advisory_xact_lock(:lock)")
              .bind("lock", LOCK)
              .mapTo(Boolean.class)
              .one()) {
            admit(target, waiting);
          }
        });
  }

  /** Makes ready whoever has a key; returns why the first of the others has none. */
  private Optional<SignerException> prepareNewcomers() {
    Optional<SignerException> withoutKey = Optional.empty();
    List<UUID> prepared =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT organisation FROM anchoring.identity")
                    .mapTo(UUID.class)
                    .list());
    for (Organisation organisation : organisations.all()) {
      if (!prepared.contains(organisation.id())) {
        try {
          Address key = keys.newcomer(organisation.id()).address();
          jdbi.useTransaction(handle -> prepare(handle, organisation, key));
        } catch (SignerException e) {
          withoutKey = withoutKey.or(() -> Optional.of(e));
        }
      }
    }
    return withoutKey;
  }

  private static void prepare(Handle handle, Organisation organisation, Address key) {
    IdentityDocument document =
        new IdentityDocument(
            OpenLogs.open(handle, organisation.id()),
            organisation.name(),
            organisation.gln().digits(),
            organisation.companyPrefixes(),
            Bytes32.random());
    ByteArrayOutputStream prefixes = new ByteArrayOutputStream();
    document.prefixes().digests().forEach(digest -> prefixes.writeBytes(digest.bytes()));
    handle
        .createUpdate(
            """
            INSERT INTO anchoring.identity
              (organisation, key_address, document, digest, prefixes, roles)
            VALUES (:organisation, :key, :document, :digest, :prefixes, :roles)
            ON CONFLICT (organisation) DO NOTHING
            """)
        .bind("organisation", organisation.id())
        .bind("key", key.bytes())
        .bind("document", document.encode())
        .bind("digest", document.digest().bytes())
        .bind("prefixes", prefixes.toByteArray())
        .bind("roles", roles(organisation.role()))
        .execute();
  }

  private static List<Identity> waiting(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT i.organisation, l.chain_id, i.key_address, i.digest, i.prefixes, i.roles
            FROM anchoring.identity i JOIN anchoring.log l ON l.organisation = i.organisation
            WHERE i.admitted_in IS NULL
            """)
        .map((r, c) -> identity(r))
        .list();
  }

  private static Identity identity(ResultSet r) throws SQLException {
    return new Identity(
        r.getObject("organisation", UUID.class),
        new Contracts.Admittance(
            Bytea.get(r, "chain_id"),
            Bytea.get(r, "digest"),
            r.getInt("roles"),
            Address.of(r.getBytes("key_address")),
            Bytea.list(r, "prefixes")));
  }

  private void admit(ChainLink.Target target, List<Identity> waiting) {
    List<Identity> missing = noteAdmitted(target, waiting);
    if (missing.isEmpty()) {
      return;
    }
    contracts.approve(
        target.contracts(),
        // None is made: the chain would not know it.
        keys.governors(0),
        missing.stream().map(Identity::admittance).toList());
    noteAdmitted(target, missing);
  }

  /** Notes those that the chain has; returns the others. */
  private List<Identity> noteAdmitted(ChainLink.Target target, List<Identity> waiting) {
    Map<Bytes32, Address> onChain =
        contracts.keys(
            target.contracts(),
            waiting.stream().map(identity -> identity.admittance.organisation()).toList());
    long block = chain.newestBlock();
    List<Identity> missing = new ArrayList<>();
    for (Identity identity : waiting) {
      Address key = onChain.get(identity.admittance.organisation());
      if (key == null) {
        missing.add(identity);
      } else if (!key.equals(identity.admittance.key())) {
        throw new ChainException(
            "the chain has another key for organisation " + identity.organisation);
      } else {
        jdbi.useHandle(handle -> noteAdmitted(handle, identity, block));
        LOG.info(
            "organisation {} is on chain as {}",
            identity.organisation,
            identity.admittance.organisation());
      }
    }
    return missing;
  }

  private static void noteAdmitted(Handle handle, Identity identity, long block) {
    handle
        .createUpdate(
            "UPDATE anchoring.identity SET admitted_in = :block WHERE organisation = :organisation")
        .bind("block", block)
        .bind("organisation", identity.organisation)
        .execute();
  }

  /** The role constants of OrganisationRegistry. */
  private static int roles(Role role) {
    return switch (role) {
      case MANUFACTURER -> 1;
      case DISTRIBUTOR -> 2;
      case PHARMACIST -> 4;
      case REGULATOR -> 8;
      case ADMINISTRATOR ->
          throw new IllegalArgumentException("an administrator is no role on chain");
    };
  }
}
