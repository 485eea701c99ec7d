package io.pharmatrace.bench;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/** The same web server as the product's with one endpoint that does nothing but answer JSON. */
@Controller("/bare")
public class BareServer {
  /** As many fields as a verdict has at its top. */
  @Serdeable
  record Answer(
      String gtin, String serial, String verdict, String level, String text, String action) {}

  /**
   * Runs until it is killed; prints where it is.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    EmbeddedServer server =
        Micronaut.build(arguments)
            .banner(false)
            .properties(
                Map.of(
                    "micronaut.server.port",
                    -1,
                    "micronaut.server.host",
                    "127.0.0.1",
                    "micronaut.security.enabled",
                    false))
            .start()
            .getBean(EmbeddedServer.class);
    System.out.println("listening at " + server.getURL());
  }

  @Get
  Answer answer() {
    return new Answer(Packs.GTIN, "S0000001", "OK", "GO", "Genuine", "You may dispense this pack.");
  }
}
