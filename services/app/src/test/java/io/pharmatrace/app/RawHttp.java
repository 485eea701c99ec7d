package io.pharmatrace.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests over a raw socket: what no client sends, and answers before all is sent. */
final class RawHttp {
  private RawHttp() {}

  /**
   * The answer to the beginning of a request, up to the end of a problem document.
   *
   * @param line method and address, as they are
   * @param headers beside host and token, each with its end of line
   */
  static String answer(RunningApplication app, String user, String line, String headers)
      throws IOException {
    String head =
        "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s%s\r\n"
            .formatted(
                line,
                app.token(user),
                headers.contains("Connection:") ? "" : "Connection: close\r\n",
                headers);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.uri().getPort())) {
      socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    }
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] some = new byte[8192];
    for (int n = in.read(some); n > 0; n = in.read(some)) {
      text.append(new String(some, 0, n, StandardCharsets.UTF_8));
      if (text.indexOf("\"action\"") > 0) {
        break;
      }
    }
    return text.toString();
  }
}
