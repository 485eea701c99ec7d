package io.pharmatrace.anchoring.adapter.out.keys;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pharmatrace.anchoring.application.Signable;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.application.SignerException;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.utils.Numeric;

/**
 * A remote signer that speaks Web3Signer's JSON-RPC for eth1: {@code eth_signTypedData} for what
 * organisations sign, {@code eth_signTransaction} for transactions. {@code eth_sign} is of no use
 * here: it puts a prefix before what it signs. Nothing is believed: a signature counts only if it
 * leads from our digest back to the account. Thread-safe.
 */
final class Web3Signer {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern DEFINITION = Pattern.compile("(\\w+)\\(([^)]*)\\)");
  private static final Pattern FIELD = Pattern.compile("([^ ,]+) (\\w+)");

  /** These are told by a balancer too, and then are true of no key in particular. */
  private static final int TOO_MANY_REQUESTS = 429;

  private static final int FIRST_OF_SERVER = 500;

  private final URI url;
  private final Duration deadline;
  private final HttpClient http;
  private final AtomicLong requests = new AtomicLong();

  /**
   * A signer.
   *
   * @param url of its JSON-RPC
   * @param deadline for each answer
   */
  Web3Signer(URI url, Duration deadline) {
    this.url = url;
    this.deadline = deadline;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(deadline)
            .build();
  }

  /** An account whose key it has. */
  Signer account(Address account) {
    return new Signer() {
      @Override
      public Address address() {
        return account;
      }

      @Override
      public Signature sign(Signable what) {
        Signature signature =
            switch (what) {
              case Signable.TypedData data -> typedData(account, data);
              case Signable.Transaction transaction -> transaction(account, transaction);
            };
        if (!PrivateKey.isOf(account, signature, what.digest())) {
          throw refused("it did not sign what it was given with the key of " + account);
        }
        return signature;
      }
    };
  }

  private Signature typedData(Address account, Signable.TypedData data) {
    byte[] signature = bytes(ask("eth_signTypedData", List.of(account.hex(), json(data))));
    try {
      return Signature.decode(signature);
    } catch (IllegalArgumentException e) {
      throw refused("it answers with what is no signature: " + e.getMessage());
    }
  }

  /** As in EIP-712's JSON schema. */
  private static Map<String, Object> json(Signable.TypedData data) {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put(
        "EIP712Domain",
        fields("string name,string version,uint256 chainId,address verifyingContract"));
    String first = data.type().substring(0, data.type().indexOf('('));
    Matcher definition = DEFINITION.matcher(data.type());
    while (definition.find()) {
      types.put(definition.group(1), fields(definition.group(2)));
    }
    return Map.of(
        "types",
        types,
        "primaryType",
        first,
        "domain",
        Map.of(
            "name",
            "PharmaTrace",
            "version",
            "1",
            "chainId",
            data.domain().chainId(),
            "verifyingContract",
            data.domain().contract().hex()),
        "message",
        data.message());
  }

  private static List<Map<String, String>> fields(String list) {
    return FIELD
        .matcher(list)
        .results()
        .map(field -> Map.of("type", field.group(1), "name", field.group(2)))
        .toList();
  }

  private Signature transaction(Address account, Signable.Transaction transaction) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("from", account.hex());
    transaction.to().ifPresent(to -> fields.put("to", to.hex()));
    fields.put("gas", hex(transaction.gasLimit()));
    fields.put("gasPrice", "0x0");
    fields.put("nonce", hex(transaction.nonce()));
    fields.put("value", "0x0");
    fields.put("data", transaction.data());
    String raw = ask("eth_signTransaction", List.of(fields));
    try {
      if (TransactionDecoder.decode(raw) instanceof SignedRawTransaction signed) {
        var parts = signed.getSignatureData();
        // EIP-155: v is 35 or 36 and twice the chain's id.
        long recovery = Numeric.toBigInt(parts.getV()).longValue() - 35 - 2 * transaction.chainId();
        if (recovery == 0 || recovery == 1) {
          return new Signature(half(parts.getR()), half(parts.getS()), (int) recovery);
        }
      }
    } catch (RuntimeException e) {
      // The decoder throws whatever it stumbles over.
      throw refused("it answers with what is no signed transaction: " + e);
    }
    throw refused(
        "it signs for another chain than %d (Web3Signer's --chain-id)"
            .formatted(transaction.chainId()));
  }

  private static Bytes32 half(byte[] number) {
    return Bytes32.of(Numeric.toBytesPadded(Numeric.toBigInt(number), Bytes32.LENGTH));
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  private byte[] bytes(String hex) {
    try {
      return HEX.parseHex(hex, 2, hex.length());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw refused("it answers with what is no signature");
    }
  }

  private String ask(String method, List<?> params) {
    String body;
    int status;
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(url)
                  .timeout(deadline)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(request(method, params)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      body = answer.body();
      status = answer.statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SignerException.unreachable("interrupted while the remote signer was asked");
    } catch (IOException e) {
      throw SignerException.unreachable(
          "the remote signer at %s does not answer within %d ms: %s"
              .formatted(url, deadline.toMillis(), e));
    }
    if (status == TOO_MANY_REQUESTS || status >= FIRST_OF_SERVER) {
      throw SignerException.unreachable(
          "the remote signer at %s answers %s with status %d".formatted(url, method, status));
    }
    JsonNode answer = parse(body, status);
    if (!answer.path("result").isTextual()) {
      throw refused(
          "it answers %s with status %d: %s"
              .formatted(method, status, answer.path("error").path("message").asText("no result")));
    }
    return answer.path("result").textValue();
  }

  private String request(String method, List<?> params) throws JacksonException {
    return JSON.writeValueAsString(
        Map.of(
            "jsonrpc",
            "2.0",
            "id",
            requests.incrementAndGet(),
            "method",
            method,
            "params",
            params));
  }

  private JsonNode parse(String body, int status) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw refused("it answers with status %d and no JSON".formatted(status));
    }
  }

  private SignerException refused(String why) {
    return SignerException.refused("the remote signer at %s: %s".formatted(url, why));
  }
}
