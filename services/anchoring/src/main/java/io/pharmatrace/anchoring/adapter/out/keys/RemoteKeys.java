package io.pharmatrace.anchoring.adapter.out.keys;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.conventions.StringConvention;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.application.SignerException;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys of organisations and relay that are kept by a remote signer ({@code
 * pharmatrace.anchoring.signer=remote}); governors and deployer, which found a network, stay in the
 * keystore. An organisation's account is configured by its GLN.
 */
@Singleton
@Primary
@Requires(property = "pharmatrace.anchoring.signer", value = "remote")
final class RemoteKeys implements Keys {
  private static final String ACCOUNTS = "pharmatrace.anchoring.remote-signer.organisations";
  private static final String RELAY = "pharmatrace.anchoring.remote-signer.relay";

  private final Keystore founders;
  private final Organisations organisations;
  private final Web3Signer signer;
  private final String relay;
  private final Map<String, String> accounts = new HashMap<>();
  private final Map<UUID, Signer> known = new ConcurrentHashMap<>();

  RemoteKeys(
      Keystore founders,
      Organisations organisations,
      Environment environment,
      @Value("${pharmatrace.anchoring.remote-signer.url:}") String url,
      @Value("${" + RELAY + ":}") String relay,
      @Value("${pharmatrace.anchoring.remote-signer.deadline:5s}") Duration deadline) {
    if (!url.matches("https?://.+")) {
      throw new IllegalArgumentException(
          "pharmatrace.anchoring.remote-signer.url is to be the address of a Web3Signer, as in"
              + " https://signer.example:9000, not '"
              + url
              + "'");
    }
    this.founders = founders;
    this.organisations = organisations;
    this.relay = relay;
    this.signer = new Web3Signer(URI.create(url), deadline);
    environment
        .getProperties(ACCOUNTS, StringConvention.RAW)
        .forEach((gln, account) -> accounts.put(gln, String.valueOf(account)));
  }

  @Override
  public Signer organisation(UUID organisation) {
    return known.computeIfAbsent(organisation, this::find);
  }

  /** Makes none: an account is made where its key is. */
  @Override
  public Signer newcomer(UUID organisation) {
    return organisation(organisation);
  }

  private Signer find(UUID id) {
    String gln =
        organisations.all().stream()
            .filter(organisation -> organisation.id().equals(id))
            .map(Organisation::gln)
            .findFirst()
            .orElseThrow(
                () -> SignerException.refused("organisation %s is not registered".formatted(id)))
            .digits();
    return signer.account(address(ACCOUNTS + "." + gln, accounts.getOrDefault(gln, "")));
  }

  @Override
  public Signer relay() {
    return signer.account(address(RELAY, relay));
  }

  private static Address address(String setting, String account) {
    if (!account.matches("0x[0-9a-fA-F]{40}")) {
      throw SignerException.refused(
          "set %s to the account, 0x and 40 hexadecimal digits, whose key the remote signer has"
              .formatted(setting));
    }
    return Address.fromHex(account);
  }

  @Override
  public Signer deployer(String contract) {
    return founders.deployer(contract);
  }

  @Override
  public List<Signer> governors(int count) {
    return founders.governors(count);
  }
}
