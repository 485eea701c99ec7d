package io.pharmatrace.fhir.search;

import static io.pharmatrace.fhir.search.SearchQueryTest.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.fhir.ResourceType;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches that are not made, by a client that did not ask for leniency. */
class SearchRefusedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          _count ¦ 0 ¦ search-value-invalid http._count
          _count ¦ -1 ¦ search-value-invalid http._count
          _count ¦ 1e3 ¦ search-value-invalid http._count
          _sort ¦ date ¦ search-value-invalid http._sort
          _sort ¦ _lastUpdated,date ¦ search-value-invalid http._sort
          _include ¦ * ¦ search-value-invalid http._include
          _include ¦ Consent:patient:Group ¦ search-value-invalid http._include
          _include ¦ Consent:organization ¦ search-value-invalid http._include
          _include ¦ Patient:general-practitioner ¦ search-value-invalid http._include
          _include:iterate ¦ Consent:patient ¦ search-parameter-unsupported http._include:iterate
          _revinclude ¦ Provenance:target ¦ search-parameter-unsupported http._revinclude
          _has:Consent:patient:status ¦ active ¦ search-parameter-unsupported http._has:Consent:patient:status
          _summary ¦ count ¦ search-parameter-unsupported http._summary
          _total ¦ accurate ¦ search-parameter-unsupported http._total
          _format ¦ xml ¦ search-value-invalid http._format
          patient.name ¦ Muster ¦ search-parameter-unsupported http.patient.name
          nothing ¦ x ¦ search-parameter-unsupported http.nothing
          <b> ¦ x ¦ search-parameter-unsupported http
          _id ¦ urn:s|p1 ¦ search-value-invalid http._id
          status:not ¦ active ¦ search-parameter-unsupported http.status:not
          status ¦ a|b|c ¦ search-value-invalid http.status
          status ¦ | ¦ search-value-invalid http.status
          status ¦ active,,x ¦ search-value-invalid http.status
          patient ¦ Group/1 ¦ search-value-invalid http.patient
          patient:Group ¦ 1 ¦ search-value-invalid http.patient:Group
          patient:identifier ¦ 1 ¦ search-value-invalid http.patient:identifier
          patient ¦ Patient/1/_history/2 ¦ search-value-invalid http.patient
          actor ¦ 1 ¦ search-value-invalid http.actor
          date ¦ yesterday ¦ search-value-invalid http.date
          date ¦ ap2022 ¦ search-parameter-unsupported http.date
          date ¦ xx2022 ¦ search-value-invalid http.date
          date ¦ 2022-02-30 ¦ search-value-invalid http.date
          date:missing ¦ true ¦ search-parameter-unsupported http.date:missing
          """)
  void whatCannotBeUsedIsRefused(String name, String value, String problem) {
    assertThat(problems(ResourceType.CONSENT, name, value)).containsExactly(problem);
  }

  @Test
  void searchesHaveLimits() {
    String[] many = Collections.nCopies(42, "_id").toArray(String[]::new);
    assertThat(problems(ResourceType.PATIENT, many)).containsExactly("search-too-complex http");
    assertThat(
            problems(ResourceType.PATIENT, "_id", String.join(",", Collections.nCopies(21, "a"))))
        .containsExactly("search-too-complex http._id");
    assertThat(problems(ResourceType.PATIENT, "_id", "a".repeat(2_001)))
        .containsExactly("search-value-invalid http._id");
  }
}
