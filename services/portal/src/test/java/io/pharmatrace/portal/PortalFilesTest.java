package io.pharmatrace.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a strict content security policy and a browser hold against the files. */
class PortalFilesTest {
  private static final Path FILES = Path.of("src/main/resources/portal");

  @Test
  void pageHasNoInlineScriptOrStyle() throws IOException {
    String page = read("index.html");

    assertThat(all(page, "<script(?![^>]*\\ssrc=)")).isEmpty();
    assertThat(all(page, "<style|\\sstyle=|\\son[a-z]+=|javascript:")).isEmpty();
  }

  @Test
  void policyAllowsNothingInlineAndNothingFromElsewhere() throws IOException {
    String policy =
        all(read("index.html"), "Content-Security-Policy\" content=\"([^\"]+)").getFirst();

    assertThat(policy)
        .contains(
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'")
        .doesNotContain("unsafe", "http", "*", "data:");
  }

  @Test
  void everyFileThatThePageAsksForIsThere() throws IOException {
    List<String> files = all(read("index.html"), "(?:src|href)=\"/([^\"]+\\.(?:js|css|svg))\"");

    assertThat(files)
        .contains("app.js", "style.css")
        .allMatch(file -> Files.exists(FILES.resolve(file)));
  }

  @Test
  void everyModuleThatAScriptImportsIsThere() throws IOException {
    for (Path script : scripts()) {
      assertThat(all(Files.readString(script), "from '\\./([^']+)'"))
          .as("imports of %s", script)
          .allMatch(module -> Files.exists(FILES.resolve(module)));
    }
  }

  @Test
  void everyElementThatTheScriptAsksForIsOnThePage() throws IOException {
    List<String> ids = all(read("index.html"), "\\sid=\"([^\"]+)\"");

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(all(read("app.js"), "page\\('([^']+)'\\)")).isNotEmpty().allMatch(ids::contains);
  }

  @Test
  void everyFieldHasALabel() throws IOException {
    String page = read("index.html");

    assertThat(all(page, "<input id=\"([^\"]+)\""))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(all(page, "<label for=\"([^\"]+)\""));
  }

  @Test
  void scriptsNeverMakeHtmlOfText() throws IOException {
    for (Path script : scripts()) {
      assertThat(script)
          .content()
          .doesNotContain(
              "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.filter(file -> file.toString().endsWith(".js")).toList();
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(FILES.resolve(file));
  }

  /** Every match: its group, or the whole of it where the pattern has none. */
  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.groupCount() == 0 ? match.group() : match.group(1))
        .toList();
  }
}
