package io.pharmatrace.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FhirReaderTest {

  static List<Map.Entry<String, String>> samples() {
    return List.copyOf(Samples.all().entrySet());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesAreTakenAndWrittenAsTheyWere(Map.Entry<String, String> sample) {
    Resource resource = Samples.resource(sample.getValue());

    assertThat(resource.type()).isEqualTo(sample.getKey());
    assertThat(Samples.resource(resource.json())).isEqualTo(resource);
  }

  @Test
  void numbersKeepTheirDigits() {
    assertThat(Samples.resource(Samples.DISPENSE).json()).contains("\"value\":1.50");
  }

  @Test
  void idVersionAndTimeAreReadAndReplaced() {
    Resource patient = Samples.resource(Samples.PATIENT);
    Resource stored = patient.stored("x", "4", Instant.parse("2026-11-22T09:00:00.1234Z"));

    assertThat(patient.id()).isEqualTo("p1");
    assertThat(patient.versionId()).isEqualTo("3");
    assertThat(patient.lastUpdated()).isEqualTo("2026-11-22T07:00:00.123Z");
    assertThat(stored.id()).isEqualTo("x");
    assertThat(stored.versionId()).isEqualTo("4");
    assertThat(stored.lastUpdated()).isEqualTo("2026-11-22T09:00:00.123Z");
    assertThat(Samples.resource(stored.json())).isEqualTo(stored);
  }

  @Test
  void everyProblemIsToldWithItsPlace() {
    assertThat(
            Samples.problems(
                """
                {"resourceType":"Consent","status":"aktiv","scope":{"text":"x"},
                 "category":{"text":"x"},"patient":{"reference":"Group/1"},"verified":true,
                 "policy":[{"uri":"a b"}],"provision":{"data":[{"meaning":"instance"}]}}"""))
        .containsExactly(
            "code-invalid Consent.status",
            "element-type Consent.category",
            "reference-invalid Consent.patient",
            "element-unsupported Consent",
            "value-invalid Consent.policy[0].uri",
            "element-missing Consent.provision.data[0].reference");
  }

  @Test
  void unsupportedElementsAreNamed() {
    for (String element :
        List.of(
            "\"text\":{\"status\":\"empty\"}",
            "\"extension\":[{\"url\":\"urn:x\"}]",
            "\"modifierExtension\":[{\"url\":\"urn:x\"}]",
            "\"implicitRules\":\"urn:x\"",
            "\"contained\":[{\"resourceType\":\"Patient\"}]",
            "\"_status\":{\"id\":\"x\"}",
            "\"policyRule\":{\"text\":\"x\"}",
            "\"verification\":[{\"verified\":true}]")) {
      String name = element.substring(1, element.indexOf('"', 1));
      ReadResult result =
          Samples.read(
              Samples.changed(
                  Samples.CONSENT,
                  "\"status\":\"active\",",
                  "\"status\":\"active\"," + element + ","));

      assertThat(result).isInstanceOf(ReadResult.Invalid.class);
      assertThat(((ReadResult.Invalid) result).problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.ELEMENT_UNSUPPORTED);
                assertThat(problem.message().toLowerCase(Locale.ROOT))
                    .contains(
                        name.equals("extension") || name.equals("modifierExtension")
                            ? "extension"
                            : name.toLowerCase(Locale.ROOT));
              });
    }
  }

  @Test
  void typesThatAreNotTakenAreRefused() {
    for (String type : List.of("Observation", "Medication", "Bundle", "consent", "")) {
      assertThat(Samples.problems("{\"resourceType\":\"" + type + "\",\"status\":\"x\"}"))
          .containsExactly("resource-type-unsupported Resource");
    }
    assertThat(Samples.problems("{\"status\":\"active\"}"))
        .containsExactly("resource-type-unsupported Resource");
    assertThat(Samples.problems("{\"resourceType\":5}"))
        .containsExactly("resource-type-unsupported Resource");
  }

  @Test
  void problemsAreCountedUpToALimit() {
    FhirReader reader = new FhirReader(new ReadLimits(10_000, 10, 1_000, 3));
    byte[] bytes =
        "{\"resourceType\":\"Binary\",\"a\":1,\"b\":1,\"c\":1,\"d\":1}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(((ReadResult.Invalid) reader.read(bytes)).problems()).hasSize(3);
  }

  @Test
  void brokenStreamIsAnExceptionAndNotAProblem() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the line is dead");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("the line is dead");
          }
        };
    assertThatThrownBy(() -> new FhirReader().read(broken)).isInstanceOf(IOException.class);
  }

  @Test
  void streamsAreReadUpToTheLimitOnly() throws IOException {
    byte[] large = new byte[3 << 20];
    ByteArrayInputStream in = new ByteArrayInputStream(large);

    assertThat(((ReadResult.Invalid) new FhirReader().read(in)).problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.TOO_LARGE);
    assertThat(in.available()).isGreaterThanOrEqualTo((2 << 20) - 1);
  }
}
