package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpRequest;
import io.pharmatrace.platform.Accepted;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of JSON, linked JSON and XML, the caller gets what it likes best. */
class AcceptedTest {
  private static final List<String> OFFERED =
      List.of("application/json", "application/ld+json", "application/xml");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*| application/json",
        "application/*| application/json",
        "APPLICATION/XML| application/xml",
        "application/xml, application/json| application/xml",
        "application/xml;q=0.2, application/json;q=0.3| application/json",
        "application/xml; charset=utf-8; q=0.5, */*;q=0.1| application/xml",
        "*/*;q=0.9, application/json;q=0| application/ld+json",
        "application/json;q=0, application/ld+json;q=0.000, */*| application/xml",
        "application/*;q=0, */*| none",
        "application/xml;q=0| none",
        "text/*, image/png| none",
        "application/json;q=2| application/json",
        "nonsense, application/xml| application/xml",
        "nonsense| application/json",
        "''| application/json",
      })
  void theBestIsChosen(String accept, String chosen) {
    HttpRequest<?> request = HttpRequest.GET("/").header("Accept", accept);
    assertThat(Accepted.best(request, OFFERED).orElse("none")).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource({"application/json, application/xml;q=0.5", "application/xml, image/png"})
  void headersThatAreRepeatedAreOne(String chosen, String other) {
    HttpRequest<?> request =
        HttpRequest.GET("/").header("Accept", other).header("Accept", chosen + ";q=0.7");
    assertThat(Accepted.best(request, OFFERED)).hasValue(chosen);
  }
}
