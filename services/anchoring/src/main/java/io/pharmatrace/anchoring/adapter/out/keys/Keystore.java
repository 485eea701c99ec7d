package io.pharmatrace.anchoring.adapter.out.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Value;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.application.SignerException;
import io.pharmatrace.platform.Home;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;
import org.web3j.utils.Numeric;

/**
 * Keys as encrypted Web3 keystore files (version 3) in {@code keys/} of the installation's home.
 * Their password is 32 random bytes in {@code secrets/keystore-password}, readable by the owner
 * only.
 */
@Singleton
final class Keystore implements Keys {
  private static final int SECRET_LENGTH = 32;

  private final Home home;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Signer> open = new ConcurrentHashMap<>();

  Keystore(Home home, @Value("${pharmatrace.anchoring.signer:keystore}") String signer) {
    this.home = home;
    if (!Set.of("keystore", "remote").contains(signer)) {
      throw new IllegalArgumentException(
          "pharmatrace.anchoring.signer is keystore or remote, not " + signer);
    }
  }

  @Override
  public Signer organisation(UUID organisation) {
    String name = "organisation-" + organisation;
    if (!open.containsKey(name) && !Files.exists(file(name))) {
      throw SignerException.refused(
          "the key file %s is missing: bring it back from a backup of keys/".formatted(file(name)));
    }
    return key(name);
  }

  @Override
  public Signer newcomer(UUID organisation) {
    return key("organisation-" + organisation);
  }

  @Override
  public Signer relay() {
    return key("relay");
  }

  @Override
  public Signer deployer(String contract) {
    return key(contract + "-deployer");
  }

  @Override
  public List<Signer> governors(int count) {
    List<Signer> found = new ArrayList<>();
    int number = 1;
    while (Files.exists(file("governor-" + number))) {
      found.add(key("governor-" + number++));
    }
    while (number <= count) {
      found.add(key("governor-" + number++));
    }
    return found;
  }

  private Signer key(String name) {
    return open.computeIfAbsent(name, this::load);
  }

  private Path file(String name) {
    return home.folder("keys").resolve(name + ".json");
  }

  private Signer load(String name) {
    Path file = file(name);
    String password = home.secret("keystore-password", Home::randomText);
    try {
      if (!Files.exists(file)) {
        create(file, password);
      }
      ECKeyPair pair = Wallet.decrypt(password, json.readValue(file.toFile(), WalletFile.class));
      return new PrivateKey(Numeric.toBytesPadded(pair.getPrivateKey(), SECRET_LENGTH));
    } catch (IOException e) {
      throw SignerException.refused("the key file %s cannot be used: %s".formatted(file, e));
    } catch (CipherException e) {
      throw SignerException.refused(
          "the key file %s does not open with secrets/keystore-password".formatted(file));
    }
  }

  /** Whole or not at all, and never over another process's key. */
  private void create(Path file, String password) throws IOException, CipherException {
    Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
    try {
      // Light scrypt: the password is random, so stretching it protects nothing.
      json.writeValue(
          fresh.toFile(), Wallet.createLight(password, org.web3j.crypto.Keys.createEcKeyPair()));
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its key is read by the caller.
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key cannot be made", e);
    } finally {
      Files.delete(fresh);
    }
  }
}
