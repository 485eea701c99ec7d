package io.pharmatrace.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HostileJsonTest {
  private static final FhirReader READER = new FhirReader();

  private static String only(String json) {
    return String.join(";", Samples.problems(json));
  }

  @Test
  void eachLimitHasItsOwnCode() {
    assertThat(only("{\"resourceType\":\"Binary\",\"data\":\"" + "A".repeat(1 << 20) + "\"}"))
        .isEqualTo("resource-too-large Resource");
    assertThat(only("{\"a\":" + "[".repeat(500_000))).isEqualTo("resource-too-deep Resource");
    assertThat(only("{\"a\":".repeat(100_000))).isEqualTo("resource-too-deep Resource");
    assertThat(only("{\"a\":[" + "1,".repeat(10_001))).isEqualTo("resource-too-complex Resource");
  }

  @Test
  void whatIsJustWithinTheLimitsIsRead() {
    String data = "QUFB".repeat(250_000);
    assertThat(
            Samples.problems(
                "{\"resourceType\":\"Binary\",\"contentType\":\"a/b\",\"data\":\"" + data + "\"}"))
        .isEmpty();
    String given = "\"a\",".repeat(9_990) + "\"b\"";
    assertThat(
            Samples.problems(
                "{\"resourceType\":\"Patient\",\"name\":[{\"given\":[" + given + "]}]}"))
        .isEmpty();
  }

  @Test
  void longTextsDoNotTireTheCheckOfAnyType() {
    String spaces = "a ".repeat(200_000);
    for (String sample : Samples.all().values()) {
      String json = sample.replaceAll("\":\"[^\"]{1,60}\"", "\":\"" + spaces + "\"");
      int first = json.indexOf(spaces);
      String cut = json.substring(0, first + spaces.length()) + "\"}";
      assertThat(READER.read(cut.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(ReadResult.Invalid.class);
    }
    for (String path :
        List.of("\"id\"", "\"language\"", "\"birthDate\"", "\"gender\"", "\"deceasedDateTime\"")) {
      for (String text :
          List.of(spaces, "1".repeat(400_000), "A".repeat(400_000), "-a".repeat(200_000))) {
        assertThat(Samples.problems("{\"resourceType\":\"Patient\"," + path + ":\"" + text + "\"}"))
            .hasSize(1);
      }
    }
  }

  @Test
  void deepWithinTheLimitIsRefusedForWhatItIs() {
    String nested =
        "{\"assigner\":{\"identifier\":".repeat(14) + "{\"value\":\"1\"}" + "}}".repeat(14);
    assertThat(Samples.problems("{\"resourceType\":\"Patient\",\"identifier\":[" + nested + "]}"))
        .isEmpty();
  }

  @Test
  void numbersOfAnySizeAreProblems() {
    for (String number :
        List.of("1e999999999", "9".repeat(900), "9".repeat(500_000), "-0.0e-5", "1E+2")) {
      assertThat(
              Samples.problems(
                  Samples.changed(Samples.DISPENSE, "\"value\":1.50", "\"value\":" + number)))
          .hasSize(1);
    }
  }

  @Test
  void whatIsNoJsonIsRefused() {
    for (String text :
        List.of(
            "",
            " ",
            "null",
            "[]",
            "\"Patient\"",
            "{",
            "{\"a\":1}{}",
            "{\"resourceType\":\"Binary\"} x",
            "{'resourceType':'Binary'}",
            "{\"resourceType\":NaN}",
            "{\"resourceType\":\"Binary\",}",
            "{\"resourceType\":\"Binary\"/*c*/}",
            "\uFEFF{\"resourceType\":\"Binary\"}",
            "{\"n\":01}",
            "<Patient/>")) {
      assertThat(Samples.problems(text)).as(text).containsExactly("json-invalid Resource");
    }
    byte[] latin1 = "{\"resourceType\":\"Binärdatei\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(READER.read(latin1)).isInstanceOf(ReadResult.Invalid.class);
    byte[] utf16 = Samples.BINARY.getBytes(StandardCharsets.UTF_16);
    assertThat(READER.read(utf16)).isInstanceOf(ReadResult.Invalid.class);
  }

  @Test
  void textsThatNoDatabaseHoldsAreProblems() {
    for (String text : List.of("a\\u0000", "a\\u0007", "\\ud800", "\\udc00\\ud800", "a\\udc00")) {
      assertThat(Samples.problems(Samples.changed(Samples.PATIENT, "Muster", text)))
          .containsExactly("text-invalid Patient.name[0].family");
    }
    assertThat(Samples.problems(Samples.changed(Samples.PATIENT, "Muster", " \\t\\u00a0\\u2003")))
        .isEmpty(); // a no-break space is a character
    assertThat(Samples.problems(Samples.changed(Samples.PATIENT, "Muster", " \\t ")))
        .containsExactly("text-invalid Patient.name[0].family");
  }

  @Test
  void namesFromOutsideStandInNoExpression() {
    for (String name : List.of("<script>", "a.b", "\\u0000", "x".repeat(40_000), "")) {
      ReadResult.Invalid invalid =
          (ReadResult.Invalid)
              Samples.read("{\"resourceType\":\"Patient\",\"" + name + "\":{\"b\":null}}");
      assertThat(invalid.problems().getFirst().expression()).isEqualTo("Patient.?.b");
      assertThat(invalid.problems().getFirst().message()).hasSizeLessThan(200);
    }
  }

  @Property(tries = 500)
  void anyBytesAreAResourceOrAProblem(@ForAll byte[] bytes) {
    assertThat(READER.read(bytes)).isNotNull();
  }

  @Property(tries = 1_000)
  void damagedResourcesAreResourcesOrProblems(
      @ForAll @IntRange(max = 6) int sample,
      @ForAll @IntRange(max = 5_000) int position,
      @ForAll byte value,
      @ForAll boolean cut) {
    byte[] bytes = List.copyOf(Samples.all().values()).get(sample).getBytes(StandardCharsets.UTF_8);
    int at = position % bytes.length;
    bytes[at] = value;
    byte[] given = cut ? Arrays.copyOf(bytes, at) : bytes;

    if (READER.read(given) instanceof ReadResult.Valid(Resource resource)) {
      assertThat(READER.read(resource.bytes())).isEqualTo(new ReadResult.Valid(resource));
    }
  }

  @Property(tries = 1_000)
  void anyTreeOfKnownNamesIsAResourceOrAProblem(@ForAll("trees") String json) {
    ReadResult result = READER.read(json.getBytes(StandardCharsets.UTF_8));

    if (result instanceof ReadResult.Valid(Resource resource)) {
      assertThat(Hapi.errors(resource.json())).isEmpty();
    }
  }

  @Provide
  Arbitrary<String> trees() {
    Arbitrary<String> names =
        Arbitraries.of(
            "id",
            "meta",
            "status",
            "text",
            "code",
            "coding",
            "system",
            "value",
            "period",
            "start",
            "identifier",
            "reference",
            "type",
            "patient",
            "provision",
            "provision",
            "actor",
            "role",
            "category",
            "scope",
            "policy",
            "uri",
            "data",
            "meaning",
            "contained",
            "resourceType");
    Arbitrary<String> leaves =
        Arbitraries.of(
            "\"active\"",
            "\"permit\"",
            "\"2026-11\"",
            "\"Patient/1\"",
            "\"#1\"",
            "\"urn:x:y\"",
            "\"\"",
            "true",
            "1",
            "1.0",
            "null",
            "[]",
            "{}",
            "\"instance\"",
            "\"Consent\"");
    Arbitrary<String> values =
        Arbitraries.recursive(
            () -> leaves,
            inner ->
                Arbitraries.oneOf(
                    leaves,
                    inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
                    objects(names, inner)),
            0,
            5);
    return objects(names, values)
        .map(
            object ->
                "{\"resourceType\":\"Consent\""
                    + (object.length() > 2 ? "," : "")
                    + object.substring(1));
  }

  private static Arbitrary<String> objects(Arbitrary<String> names, Arbitrary<String> values) {
    return Combinators.combine(names, values)
        .as((name, value) -> "\"" + name + "\":" + value)
        .list()
        .ofMaxSize(5)
        .map(members -> "{" + String.join(",", members) + "}");
  }
}
