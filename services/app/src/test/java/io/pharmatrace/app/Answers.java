package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.custody.PackChanges;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.error.InvalidValue;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tests say of answers. */
final class Answers {
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  private Answers() {}

  /** A problem document of the catalogue: status, media type, code, title, action and instance. */
  static void assertProblem(Answer answer, ErrorCode code) {
    String what = "%s: %s".formatted(answer.raw().request().uri(), answer.raw().body());
    assertThat(answer.status()).as(what).isEqualTo(code.status());
    if (isDscsa(answer)) {
      assertThat(answer.raw().headers().firstValue("Content-Type").orElse("none"))
          .as(what)
          .startsWith("text/plain");
      assertThat(answer.raw().body().lines())
          .as(what)
          .hasSizeBetween(4, 5)
          .startsWith(code.code())
          .contains(code.action());
      return;
    }
    assertThat(answer.raw().headers().firstValue("Content-Type").orElse("none"))
        .as(what)
        .startsWith("application/problem+json");
    assertThat(answer.body().path("code").asText()).as(what).isEqualTo(code.code());
    assertThat(answer.body().path("type").asText())
        .as(what)
        .isEqualTo(
            answer.raw().request().uri().getPath().startsWith("/epcis/")
                ? code.epcisException()
                : "urn:pharmatrace:error:" + code.code());
    assertThat(answer.body().path("title").asText()).as(what).isEqualTo(code.title());
    if (code == ErrorCode.CHANGE_REFUSED) {
      assertThat(answer.body().path("action").asText())
          .as(what)
          .isEqualTo(PackChanges.remedy(answer.body().path("reason").asText()));
    } else {
      assertThat(answer.body().path("action").asText()).as(what).isEqualTo(code.action());
    }
    assertThat(answer.body().path("instance").asText()).as(what).startsWith("urn:uuid:");
    assertThat(answer.body().path("detail").asText()).as(what).isNotBlank();
  }

  /** A value that is refused, with the kind of its mistake, which a program can tell. */
  static void assertInvalid(Answer answer, ErrorCode code, InvalidValue kind) {
    assertProblem(answer, code);
    assertThat(
            isDscsa(answer)
                ? answer.raw().body().lines().skip(4).findFirst().orElse("none")
                : answer.body().path("reason").asText("none"))
        .as("%s: %s", answer.raw().request().uri(), answer.raw().body())
        .isEqualTo(kind.code());
  }

  /** The interface of DSCSA has JSON with status 200 only. */
  private static boolean isDscsa(Answer answer) {
    String path = answer.raw().request().uri().getPath();
    return path.startsWith("/verify/") || path.equals("/checkConnectivity");
  }

  /** The address of the next page, if there is one. */
  static Optional<String> next(Answer answer) {
    return answer
        .raw()
        .headers()
        .firstValue("Link")
        .map(NEXT::matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1));
  }
}
