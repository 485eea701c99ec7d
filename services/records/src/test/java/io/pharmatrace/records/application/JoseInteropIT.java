package io.pharmatrace.records.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our records are opened by code that has nothing of ours: npm's jose, on Node. */
class JoseInteropIT {
  private static final Path FOLDER = Path.of("src", "test", "interop");

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void joseOpensAndVerifiesARecord(int from)
      throws IOException, InterruptedException, ParseException {
    Sealing made = new Sealing();
    // For both readers, and for the second one alone, as a person gets it.
    SealedRecord sealed = made.sealed.withRecipients(made.sealed.recipients().subList(from, 2));
    if (!Files.exists(FOLDER.resolve("node_modules/jose/package.json"))) {
      run("", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    }

    String answer =
        run(
            JSONObjectUtils.toJSONString(
                Map.of(
                    "jwe", JSONObjectUtils.parse(sealed.json()),
                    "reader", made.other.toJSONObject(),
                    "author", made.author.toPublicJWK().toJSONObject())),
            "node",
            "open.mjs");

    Map<String, Object> opened = JSONObjectUtils.parse(answer);
    assertThat(opened).containsEntry("document", Sealing.DOCUMENT);
    assertThat(JSONObjectUtils.getJSONObject(opened, "header"))
        .containsEntry("rec", made.version.record().toString())
        .containsEntry("kid", Sealing.kid(made.author));
  }

  private static String run(String input, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(FOLDER.toFile());
    String home = System.getProperty("node.home", "");
    if (!home.isEmpty()) {
      builder.environment().merge("PATH", home + "/bin", (path, node) -> node + ":" + path);
      builder.command().set(0, home + "/bin/" + command[0]);
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
