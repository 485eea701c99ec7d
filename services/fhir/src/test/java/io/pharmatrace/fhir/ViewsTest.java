package io.pharmatrace.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References, codings, concepts, identifiers as small records. */
class ViewsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "Patient/1, Patient, 1, relative",
        "Patient/1/_history/2, Patient, 1, relative",
        "https://a.example/fhir/Patient/1, Patient, 1, absolute",
        "https://a.example/fhir/Patient/1/_history/2, Patient, 1, absolute",
        "#m, -, m, contained",
        "Patient, -, -, none",
        "Patient/, -, -, none",
        "/Patient/1, -, -, none",
        "patient/1, -, -, none",
        "Patient/1/2, -, -, none",
        "Patient/a b, -, -, none",
        "Patient?identifier=1, -, -, none",
        "urn:uuid:6f2a1d6e-58a0-4c5e-9d40-0f0e5a6f0001, -, -, none",
        "ftp://a.example/Patient/1, -, -, none",
        "https://a.example/fhir/<script>/Patient/1, -, -, none"
      })
  void referencesTellTypeAndId(String literal, String type, String id, String kind) {
    Reference reference = Reference.of(Json.object().text("reference", literal).build());

    assertThat(reference.targetType()).isEqualTo(type);
    assertThat(reference.id()).isEqualTo(id);
    assertThat(reference.isRelative()).isEqualTo(kind.equals("relative"));
    assertThat(reference.isAbsolute()).isEqualTo(kind.equals("absolute"));
    assertThat(reference.isContained()).isEqualTo(kind.equals("contained"));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Reference byGln =
        Reference.by("Organization", new Identifier(Identifier.GLN, "9506000134352"), "Apotheke");
    Reference literal = Reference.to("Patient", "p1");
    Coding coding = Coding.of("urn:s", "c", "d");

    assertThat(Reference.of(byGln.json())).isEqualTo(byGln);
    assertThat(byGln.targetType()).isEqualTo("Organization");
    assertThat(Reference.of(literal.json())).isEqualTo(literal);
    assertThat(Coding.of(coding.json())).isEqualTo(coding);
    assertThat(CodeableConcept.of(coding.concept()))
        .isEqualTo(new CodeableConcept(List.of(coding), null));
  }

  @Test
  void codesAreComparedWithTheirSystemAndExactly() {
    CodeableConcept concept =
        CodeableConcept.of(
            Json.object()
                .objects(
                    "coding",
                    List.of(
                        Coding.of("urn:a", "X").json(), Json.object().text("code", "Y").build()))
                .build());

    assertThat(concept.has("urn:a", "X")).isTrue();
    assertThat(concept.has("urn:a", "x")).isFalse();
    assertThat(concept.has("urn:b", "X")).isFalse();
    assertThat(concept.has("urn:a", "Y")).isFalse();
  }
}
