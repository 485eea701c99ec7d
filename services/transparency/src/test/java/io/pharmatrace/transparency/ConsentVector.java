package io.pharmatrace.transparency;

import static io.pharmatrace.transparency.Json.object;
import static io.pharmatrace.transparency.Vectors.named;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A case of {@code vectors/consent.json}: a statement of a patient by a key of its own, with the
 * signature that contract and library take and those that both refuse.
 *
 * @param domain for which it is signed
 * @param account whose key signs
 * @param salt of the consent's key
 * @param statement what is signed
 */
record ConsentVector(
    SigningDomain domain, TestAccount account, Bytes32 salt, ConsentStatement statement) {
  private static final Address REGISTRY =
      Address.fromHex("0x00000000000000000000000000000000c0115e47");

  static List<ConsentVector> all() {
    return List.of(
        of(
            31337,
            0,
            key -> new ConsentStatement.Grant(key, named("consent"), 4102444800L, 0, 1800003600)),
        of(
            20261121,
            1,
            key ->
                new ConsentStatement.Grant(
                    key, named("other consent"), 9007199254740991L, 7, 9007199254740991L)),
        of(31337, 2, key -> new ConsentStatement.Revoke(key, 0, 1800003600)),
        of(20261121, 3, key -> new ConsentStatement.Revoke(key, 8, 9007199254740991L)));
  }

  private static ConsentVector of(
      long chain, int number, Function<Bytes32, ConsentStatement> statement) {
    TestAccount account = new TestAccount(named("patient's key " + number));
    Bytes32 salt = named("salt of consent " + number);
    return new ConsentVector(
        SigningDomain.of(chain, REGISTRY),
        account,
        salt,
        statement.apply(ConsentStatement.keyOf(account.address(), salt)));
  }

  byte[] signature() {
    return account.sign(statement.digest(domain));
  }

  /** By what is wrong with each. */
  Map<String, byte[]> refused() {
    byte[] good = signature();
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, 32, 64));
    byte v = good[64];
    Map<String, byte[]> refused = new LinkedHashMap<>();
    refused.put(
        "of another key", new TestAccount(named("another key")).sign(statement.digest(domain)));
    refused.put("for another chain", account.sign(statement.digest(otherChain())));
    refused.put("for another contract", account.sign(statement.digest(otherContract())));
    refused.put("over another nonce", account.sign(later().digest(domain)));
    refused.put("s in the upper half", with(good, 32, TestAccount.ORDER.subtract(s), v ^ 7));
    refused.put("v is 0 or 1", with(good, 32, s, v - 27));
    refused.put("v is the other", with(good, 32, s, v ^ 7));
    refused.put("v is 29 or 30", with(good, 32, s, v + 2));
    refused.put("s is zero", with(good, 32, BigInteger.ZERO, v));
    refused.put("s is the order", with(good, 32, TestAccount.ORDER, v));
    refused.put("r is zero", with(good, 0, BigInteger.ZERO, v));
    refused.put("r is the order", with(good, 0, TestAccount.ORDER, v));
    refused.put("r is no point of the curve", with(good, 0, BigInteger.valueOf(5), v));
    refused.put("64 bytes", Arrays.copyOf(good, 64));
    refused.put("64 bytes of ERC-2098", compact(good));
    refused.put("66 bytes", Arrays.copyOf(good, 66));
    refused.put("nothing", new byte[0]);
    return refused;
  }

  Map<String, Object> json() {
    Map<String, Object> json =
        object(
            "type", statement instanceof ConsentStatement.Grant ? "ConsentGrant" : "ConsentRevoke",
            "chainId", domain.chainId(),
            "verifyingContract", domain.contract(),
            "domainSeparator", domain.separator(),
            "privateKey", account.key(),
            "signer", account.address(),
            "salt", salt,
            "key", statement.key());
    if (statement instanceof ConsentStatement.Grant grant) {
      json.putAll(object("commitment", grant.commitment(), "notAfter", grant.notAfter()));
    }
    json.putAll(
        object(
            "nonce", statement.nonce(),
            "deadline", statement.deadline(),
            "digest", statement.digest(domain),
            "signature", signature(),
            "refused",
                refused().entrySet().stream()
                    .map(each -> object("what", each.getKey(), "signature", each.getValue()))
                    .toList()));
    return json;
  }

  private SigningDomain otherChain() {
    return new SigningDomain(domain.chainId().add(BigInteger.ONE), domain.contract());
  }

  private SigningDomain otherContract() {
    return new SigningDomain(domain.chainId(), account.address());
  }

  private ConsentStatement later() {
    return switch (statement) {
      case ConsentStatement.Grant(var key, var commitment, var notAfter, var nonce, var deadline) ->
          new ConsentStatement.Grant(key, commitment, notAfter, nonce + 1, deadline);
      case ConsentStatement.Revoke(var key, var nonce, var deadline) ->
          new ConsentStatement.Revoke(key, nonce + 1, deadline);
    };
  }

  private static byte[] with(byte[] signature, int offset, BigInteger value, int v) {
    byte[] altered = signature.clone();
    Words.uint(value).copyTo(altered, offset);
    altered[64] = (byte) v;
    return altered;
  }

  /** The parity in the highest bit of s. */
  private static byte[] compact(byte[] signature) {
    byte[] compact = Arrays.copyOf(signature, 64);
    compact[32] |= (byte) (signature[64] == 28 ? 0x80 : 0);
    return compact;
  }
}
