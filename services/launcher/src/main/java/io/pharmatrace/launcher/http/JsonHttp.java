package io.pharmatrace.launcher.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Questions over HTTP to a program on this machine, answered in JSON within some seconds. */
public final class JsonHttp {
  private static final int TIMEOUT_MILLISECONDS = 5_000;
  private static final int MOST_BYTES = 1_000_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * An answer.
   *
   * @param code of HTTP
   * @param body JSON, whatever the code; empty object when there was none
   */
  public record Answer(int code, JsonNode body) {}

  private JsonHttp() {}

  /**
   * Asks without a login.
   *
   * @throws IOException when there is no answer within 5 s, or not in JSON
   */
  public static Answer get(URI uri) throws IOException {
    return answer(open(uri));
  }

  /**
   * Asks as somebody.
   *
   * @param token of a login
   * @throws IOException when there is no answer within 5 s, or not in JSON
   */
  public static Answer get(URI uri, String token) throws IOException {
    HttpURLConnection connection = open(uri);
    connection.setRequestProperty("Authorization", "Bearer " + token);
    return answer(connection);
  }

  /**
   * Sends JSON.
   *
   * @throws IOException when there is no answer within 5 s, or not in JSON
   */
  public static Answer post(URI uri, Object body) throws IOException {
    HttpURLConnection connection = open(uri);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    try (var out = connection.getOutputStream()) {
      out.write(JSON.writeValueAsBytes(body));
    }
    return answer(connection);
  }

  /** The old client of the JDK: it is ready in a tenth of the time of java.net.http's. */
  private static HttpURLConnection open(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLISECONDS);
    connection.setReadTimeout(TIMEOUT_MILLISECONDS);
    return connection;
  }

  private static Answer answer(HttpURLConnection connection) throws IOException {
    int code = connection.getResponseCode();
    InputStream stream = code < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (stream == null) {
      return new Answer(code, JSON.createObjectNode());
    }
    try (stream) {
      return new Answer(code, JSON.readTree(stream.readNBytes(MOST_BYTES)));
    } catch (JsonProcessingException e) {
      throw new IOException("answered with something that is not JSON", e);
    }
  }
}
