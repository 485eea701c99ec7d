package io.pharmatrace.fhir.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.fhir.FhirTime;
import io.pharmatrace.fhir.Problem;
import io.pharmatrace.fhir.ResourceType;
import io.pharmatrace.fhir.search.Criterion.DateBound;
import io.pharmatrace.fhir.search.Criterion.Prefix;
import io.pharmatrace.fhir.search.Criterion.Target;
import io.pharmatrace.fhir.search.Criterion.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchQueryTest {

  static SearchResult parse(ResourceType type, Handling handling, String... pairs) {
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parameters.add(Map.entry(pairs[i], pairs[i + 1]));
    }
    return SearchQuery.parse(type, parameters, handling);
  }

  private static SearchQuery query(ResourceType type, String... pairs) {
    return switch (parse(type, Handling.STRICT, pairs)) {
      case SearchResult.Ok(SearchQuery query, List<Problem> ignored) -> query;
      case SearchResult.Invalid(List<Problem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  static List<String> problems(ResourceType type, String... pairs) {
    return switch (parse(type, Handling.STRICT, pairs)) {
      case SearchResult.Ok ignored -> List.of();
      case SearchResult.Invalid(List<Problem> problems) ->
          problems.stream().map(one -> one.code().code() + " " + one.expression()).toList();
    };
  }

  @Test
  void nothingAskedIsEverythingNewestFirst() {
    SearchQuery query = query(ResourceType.PATIENT);

    assertThat(query.criteria()).isEmpty();
    assertThat(query.count()).isEqualTo(SearchQuery.USUAL);
    assertThat(query.oldestFirst()).isFalse();
    assertThat(query.queryString()).isEmpty();
  }

  @Test
  void tokensHaveSystemsOrNot() {
    assertThat(
            query(ResourceType.PATIENT, "identifier", "a,urn:s|b,|c,urn:s|,x\\,y\\|z", "_id", "p1")
                .criteria())
        .containsExactly(
            new Criterion.Tokens(
                "identifier",
                List.of(
                    new Token(null, "a"),
                    new Token("urn:s", "b"),
                    new Token("", "c"),
                    new Token("urn:s", null),
                    new Token(null, "x,y|z"))),
            new Criterion.Tokens("_id", List.of(new Token(null, "p1"))));
  }

  @Test
  void referencesAreTypedLogicalOrWhole() {
    assertThat(
            query(
                    ResourceType.DOCUMENT_REFERENCE,
                    "patient",
                    "1,Patient/2,https://a.example/fhir/Patient/3",
                    "author:Organization",
                    "o1")
                .criteria())
        .containsExactly(
            new Criterion.References(
                "patient",
                List.of(
                    new Target("Patient", "1"),
                    new Target("Patient", "2"),
                    new Target(null, "https://a.example/fhir/Patient/3"))),
            new Criterion.References("author", List.of(new Target("Organization", "o1"))));
  }

  @ParameterizedTest
  @CsvSource({
    "2022-12, EQ, 2022-12",
    "eq2022-12, EQ, 2022-12",
    "ne2022, NE, 2022",
    "lt2022, LT, 2022",
    "gt2022-12-31T10:00Z, GT, 2022-12-31T10:00Z",
    "le2022-12-31T10:00:00+01:00, LE, 2022-12-31T10:00:00+01:00",
    "ge2022-12-31T10:00:00 01:00, GE, 2022-12-31T10:00:00+01:00",
    "sa2022, SA, 2022",
    "eb2022, EB, 2022"
  })
  void datesHavePrefixes(String value, Prefix prefix, String time) {
    FhirTime expected = Objects.requireNonNull(FhirTime.parse(time, FhirTime.Form.SEARCH));

    assertThat(query(ResourceType.CONSENT, "date", value).criteria())
        .containsExactly(new Criterion.Dates("date", List.of(new DateBound(prefix, expected))));
  }

  /** A month against a day within, a day before, a day after, and the year around. */
  @ParameterizedTest
  @CsvSource({
    "EQ, true, false, false, false",
    "NE, false, true, true, true",
    "LT, false, true, false, true",
    "GT, false, false, true, true",
    "LE, true, true, false, true",
    "GE, true, false, true, true",
    "SA, false, false, true, false",
    "EB, false, true, false, false"
  })
  void prefixesCompareWholePeriods(
      Prefix prefix, boolean within, boolean before, boolean after, boolean around) {
    DateBound bound = new DateBound(prefix, time("2022-06"));

    assertThat(bound.matches(time("2022-06-30"))).isEqualTo(within);
    assertThat(bound.matches(time("2022-05-31"))).isEqualTo(before);
    assertThat(bound.matches(time("2022-07-01"))).isEqualTo(after);
    assertThat(bound.matches(time("2022"))).isEqualTo(around);
  }

  private static FhirTime time(String text) {
    return Objects.requireNonNull(FhirTime.parse(text, FhirTime.Form.SEARCH));
  }

  @Test
  void textsAreFoundWhole() {
    assertThat(query(ResourceType.PATIENT, "family:exact", "Muster,von\\, zu").criteria())
        .containsExactly(new Criterion.Texts("family", List.of("Muster", "von, zu")));
    assertThat(problems(ResourceType.PATIENT, "family", "Mus"))
        .containsExactly("search-parameter-unsupported http.family");
    assertThat(problems(ResourceType.PATIENT, "family:contains", "Mus"))
        .containsExactly("search-parameter-unsupported http.family:contains");
  }

  @Test
  void pagesAndOrderAndIncludes() {
    SearchQuery query =
        query(
            ResourceType.DOCUMENT_REFERENCE,
            "_count",
            "7",
            "_sort",
            "_lastUpdated",
            "_include",
            "DocumentReference:patient",
            "_include",
            "DocumentReference:relatesto:DocumentReference",
            "_format",
            "application/fhir+json");

    assertThat(query.count()).isEqualTo(7);
    assertThat(query.oldestFirst()).isTrue();
    assertThat(query.includes())
        .containsExactly(
            new SearchQuery.Include("patient", ""),
            new SearchQuery.Include("relatesto", "DocumentReference"));
    assertThat(query(ResourceType.PATIENT, "_count", "999999").count()).isEqualTo(SearchQuery.MOST);
  }

  @Test
  void unknownParametersAreIgnoredOnlyForWhoWantsThat() {
    SearchResult lenient =
        parse(ResourceType.CONSENT, Handling.LENIENT, "status", "active", "nothing", "x");

    assertThat(lenient).isInstanceOf(SearchResult.Ok.class);
    SearchResult.Ok ok = (SearchResult.Ok) lenient;
    assertThat(ok.query().queryString()).isEqualTo("status=active");
    assertThat(ok.ignored()).extracting(Problem::expression).containsExactly("http.nothing");
    assertThat(parse(ResourceType.CONSENT, Handling.LENIENT, "status:not", "active"))
        .isInstanceOf(SearchResult.Invalid.class); // R4: a modifier is never ignored
    assertThat(parse(ResourceType.CONSENT, Handling.LENIENT, "date", "yesterday"))
        .isInstanceOf(SearchResult.Invalid.class);
  }

  @Test
  void preferHeaderSaysHow() {
    assertThat(Handling.of(null)).isEqualTo(Handling.STRICT);
    assertThat(Handling.of("handling=strict")).isEqualTo(Handling.STRICT);
    assertThat(Handling.of("return=minimal; Handling = lenient")).isEqualTo(Handling.LENIENT);
    assertThat(Handling.of("xhandling=lenient")).isEqualTo(Handling.STRICT);
  }

  @Test
  void queryStringIsEscaped() {
    assertThat(query(ResourceType.PATIENT, "identifier", "urn:s|a b&c=+ü").queryString())
        .isEqualTo("identifier=urn%3As%7Ca%20b%26c%3D%2B%C3%BC");
  }

  @Test
  void typesWithoutSearchAreRefused() {
    assertThat(problems(ResourceType.BINARY)).containsExactly("search-parameter-unsupported http");
  }

  @Property(tries = 500)
  void anyTextIsASearchOrAProblem(@ForAll String name, @ForAll String value) {
    for (String known : List.of(name, "patient", "date", "identifier", "_include", "_count")) {
      assertThat(parse(ResourceType.DOCUMENT_REFERENCE, Handling.LENIENT, known, value))
          .isNotNull();
    }
  }
}
