package io.pharmatrace.fhir.search;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.RuntimeSearchParam;
import io.pharmatrace.fhir.Hapi;
import io.pharmatrace.fhir.ResourceType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of our table against R4's own search parameters, as they come with HAPI. */
class SearchParametersTest {

  static Stream<SearchParameter> parameters() {
    return Arrays.stream(ResourceType.values())
        .flatMap(type -> SearchParameters.of(type).stream())
        .filter(parameter -> !parameter.name().startsWith("_"));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void parameterIsR4s(SearchParameter parameter) {
    RuntimeSearchParam theirs =
        Hapi.CONTEXT
            .getResourceDefinition(parameter.type().fhirName())
            .getSearchParam(parameter.name());

    assertThat(theirs).isNotNull();
    assertThat(theirs.getParamType().name()).isEqualTo(parameter.kind().name());
    Set<String> targets = theirs.getTargets();
    if (!targets.isEmpty() && targets.size() < 100) {
      assertThat(targets).containsAll(parameter.targets());
    }
  }

  @Test
  void binariesAndContainedMedicationsAreNotSearched() {
    assertThat(SearchParameters.of(ResourceType.BINARY)).isEmpty();
    assertThat(SearchParameters.of(ResourceType.MEDICATION)).isEmpty();
  }
}
