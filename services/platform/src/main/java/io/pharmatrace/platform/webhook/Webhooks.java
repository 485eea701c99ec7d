package io.pharmatrace.platform.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Posts to the addresses of receivers. Where the receiver gave a token, header {@code
 * GS1-Signature} holds HMAC-SHA-256 of the body under that token, in base64. Redirects are not
 * followed. Thread-safe.
 */
@Singleton
public final class Webhooks {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration WHOLE_CALL = Duration.ofSeconds(15);
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int CONTENT_TOO_LARGE = 413;

  private final boolean privateAllowed;
  private final OkHttpClient client;

  Webhooks(
      @Value("${pharmatrace.subscriptions.private-destinations:false}") boolean privateAllowed) {
    this.privateAllowed = privateAllowed;
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT)
            .callTimeout(WHOLE_CALL)
            .followRedirects(false)
            .followSslRedirects(false)
            .dns(this::lookup)
            .build();
  }

  /**
   * Says what is wrong with an address; looks at its text only, not at what its name resolves to.
   *
   * @param field what the caller calls it
   * @return a sentence, or null when it may be used
   */
  public @Nullable String fault(String field, String address) {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
      return field + " is an http or https address without user and password.";
    }
    if (privateAllowed) {
      return null;
    }
    if (!url.isHttps()) {
      return field + " begins with https://.";
    }
    return isForbiddenLiteral(url) ? field + " is an address of a private network." : null;
  }

  /**
   * Posts JSON and waits, some seconds at most, until it is taken.
   *
   * @param address where to
   * @param token to sign with, if the receiver gave one
   * @param headers further ones
   */
  public Delivery post(
      String address, @Nullable String token, byte[] body, Map<String, String> headers) {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null || (!privateAllowed && isForbiddenLiteral(url))) {
      return new Delivery.Failed("the address cannot be called");
    }
    Request.Builder request = new Request.Builder().url(url).post(RequestBody.create(body, JSON));
    headers.forEach(request::header);
    if (token != null) {
      request.header("GS1-Signature", signature(token, body));
    }
    try (Response response = client.newCall(request.build()).execute()) {
      if (response.isSuccessful()) {
        return new Delivery.Taken();
      }
      return response.code() == CONTENT_TOO_LARGE
          ? new Delivery.TooLarge()
          : new Delivery.Failed("the address answered " + response.code());
    } catch (IOException e) {
      return new Delivery.Failed(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  static String signature(String token, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Asked at each connection, so that a name cannot be pointed elsewhere after it was checked. */
  private List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> addresses = Dns.SYSTEM.lookup(host);
    if (!privateAllowed && addresses.stream().anyMatch(Destinations::isPrivate)) {
      throw new UnknownHostException(host + " is an address of a private network");
    }
    return addresses;
  }

  /** The client does not look up what is an address already. */
  private static boolean isForbiddenLiteral(HttpUrl url) {
    boolean literal = url.host().matches("[0-9.]+") || url.host().contains(":");
    try {
      return literal && Destinations.isPrivate(InetAddress.getByName(url.host()));
    } catch (UnknownHostException e) {
      return true;
    }
  }

  @PreDestroy
  void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
