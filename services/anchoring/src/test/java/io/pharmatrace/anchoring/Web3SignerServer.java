package io.pharmatrace.anchoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.StructuredDataEncoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/**
 * A stand-in for Web3Signer, which Maven Central does not have: the methods {@code eth_accounts},
 * {@code eth_sign}, {@code eth_signTypedData} and {@code eth_signTransaction} as its documentation
 * says, with web3j's own EIP-712 encoder, which Web3Signer uses too. It can misbehave.
 */
public final class Web3SignerServer implements AutoCloseable {
  /** How it misbehaves. */
  public enum Fault {
    NONE,
    /** Signs with a key that nobody asked for. */
    OTHER_KEY,
    /** Signs other data than it was given. */
    OTHER_DATA,
    /** Answers after ten seconds. */
    SLOW,
    /** Answers with half a signature. */
    NONSENSE,
    /** A balancer before it answers that nobody is there. */
    GONE,
    /** It takes no more for now. */
    BUSY
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final long chainId;
  private final Map<String, ECKeyPair> keys = new ConcurrentHashMap<>();
  private volatile Fault fault = Fault.NONE;
  private volatile String hanging = "";

  private Web3SignerServer(HttpServer server, long chainId) {
    this.server = server;
    this.chainId = chainId;
  }

  /**
   * Starts it.
   *
   * @param port where it listens, 0 for any
   * @param chainId for which it signs transactions
   */
  public static Web3SignerServer start(int port, long chainId) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    Web3SignerServer signer = new Web3SignerServer(server, chainId);
    server.createContext("/", signer::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return signer;
  }

  /** Has this key from now on; its account. */
  public String add(BigInteger secret) {
    ECKeyPair pair = ECKeyPair.create(secret);
    String account = Credentials.create(pair).getAddress();
    keys.put(account, pair);
    return account;
  }

  public void misbehave(Fault how) {
    fault = how;
  }

  /** Has one key hang from now on; none when empty. */
  public void hang(String account) {
    hanging = account;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      Map<String, Object> answer;
      try {
        if (fault == Fault.SLOW || isOf(request.get("params"), hanging)) {
          Thread.sleep(10_000);
        }
        answer =
            Map.of(
                "jsonrpc",
                "2.0",
                "id",
                request.get("id"),
                "result",
                result(request.get("method").asText(), request.get("params")));
      } catch (IllegalArgumentException e) {
        answer =
            Map.of(
                "jsonrpc",
                "2.0",
                "id",
                request.get("id"),
                "error",
                Map.of("code", -32000, "message", String.valueOf(e.getMessage())));
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      byte[] body = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static boolean isOf(JsonNode params, String account) {
    JsonNode first = params.path(0);
    return !account.isEmpty() && first.path("from").asText(first.asText()).equals(account);
  }

  private int status() {
    return switch (fault) {
      case GONE -> 503;
      case BUSY -> 429;
      default -> 200;
    };
  }

  private Object result(String method, JsonNode params) throws IOException {
    if (fault == Fault.NONSENSE) {
      return "0xf84c80";
    }
    return switch (method) {
      case "eth_accounts" -> List.copyOf(keys.keySet());
      case "eth_sign" ->
          hex(
              Sign.signPrefixedMessage(
                  Numeric.hexStringToByteArray(params.get(1).asText()), key(params.get(0))));
      case "eth_signTypedData" -> typedData(params);
      case "eth_signTransaction" -> transaction(params.get(0));
      default -> throw new IllegalArgumentException("Method not found");
    };
  }

  private String typedData(JsonNode params) throws IOException {
    String text = JSON.writeValueAsString(params.get(1));
    if (fault == Fault.OTHER_DATA) {
      text = text.replace("\"PharmaTrace\"", "\"Another\"");
    }
    byte[] data = new StructuredDataEncoder(text).getStructuredData();
    return hex(Sign.signMessage(data, key(params.get(0)), true));
  }

  private String transaction(JsonNode fields) {
    RawTransaction raw =
        RawTransaction.createTransaction(
            Numeric.decodeQuantity(fields.get("nonce").asText()),
            Numeric.decodeQuantity(fields.get("gasPrice").asText()),
            Numeric.decodeQuantity(fields.get("gas").asText()),
            fields.path("to").asText(""),
            Numeric.decodeQuantity(fields.get("value").asText()),
            fields.get("data").asText());
    return Numeric.toHexString(
        TransactionEncoder.signMessage(raw, chainId, Credentials.create(key(fields.get("from")))));
  }

  private ECKeyPair key(JsonNode account) {
    ECKeyPair key = keys.get(account.asText());
    if (key == null) {
      throw new IllegalArgumentException("Signing from is not an unlocked account");
    }
    return fault == Fault.OTHER_KEY ? ECKeyPair.create(BigInteger.valueOf(4711)) : key;
  }

  private static String hex(Sign.SignatureData signature) {
    return Numeric.toHexStringNoPrefix(signature.getR())
        .transform(
            r ->
                "0x"
                    + r
                    + Numeric.toHexStringNoPrefix(signature.getS())
                    + Numeric.toHexStringNoPrefix(signature.getV()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
