package io.pharmatrace.launcher.gs1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pharmatrace.gs1.ApplicationIdentifier;
import io.pharmatrace.gs1.Diagnosis;
import io.pharmatrace.gs1.Element;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Finding;
import io.pharmatrace.gs1.Format06;
import io.pharmatrace.gs1.Problem;
import io.pharmatrace.gs1.Repair;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.gs1.Scan;
import io.pharmatrace.gs1.ScanOptions;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the JSON of an answer; everything in it is said by the library. */
final class Answers {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final ScanOptions options;
  private final @Nullable Integer companyPrefixLength;

  Answers(ScanOptions options, @Nullable Integer companyPrefixLength) {
    if (companyPrefixLength != null && (companyPrefixLength < 6 || companyPrefixLength > 12)) {
      throw new IllegalArgumentException("A GS1 company prefix has 6 to 12 digits in an EPC URN.");
    }
    this.options = options;
    this.companyPrefixLength = companyPrefixLength;
  }

  /**
   * The answer.
   *
   * @param input as it was given
   * @param text to be read: the same without escapes
   */
  Answer to(String input, String text) {
    Result<Scan> result = Scan.read(text, options);
    List<Problem> problems =
        result.isOk()
            ? result.map(scan -> scan.data().companionProblems()).orElseThrow()
            : result.problemList();
    ObjectNode answer = JSON.createObjectNode();
    answer.put("input", input);
    answer.put("read", result.isOk());
    answer.put("ok", problems.isEmpty());
    result.toOptional().ifPresent(scan -> describe(scan, answer));
    format06(text, answer);
    problems(problems, answer.putArray("problems"));
    diagnosis(text, answer);
    return new Answer(line(answer), problems.isEmpty());
  }

  private void describe(Scan scan, ObjectNode into) {
    into.put("form", scan.form().name());
    if (scan.symbology() != null) {
      into.put("symbology", scan.symbology());
    }
    elements(scan.data(), into);
    ObjectNode forms = into.putObject("forms");
    forms.put("elementString", scan.data().elementString());
    forms.put("bracketed", scan.data().canonical().bracketed());
    switch (scan.data().digitalLink()) {
      case Result.Ok<String>(String uri) -> forms.put("digitalLink", uri);
      case Result.Problems<String>(List<Problem> why) ->
          problems(why, into.putArray("noDigitalLink"));
    }
    scan.epc().toOptional().ifPresent(epc -> identifier(epc, into));
  }

  private static void elements(ElementString data, ObjectNode into) {
    ArrayNode elements = into.putArray("elements");
    for (Element element : data.elements()) {
      ObjectNode each = elements.addObject();
      each.put("ai", element.ai());
      ApplicationIdentifier.of(element.ai()).ifPresent(row -> each.put("title", row.title()));
      each.put("value", element.value());
    }
    data.expiry().ifPresent(expiry -> into.put("expiry", expiry.toString()));
  }

  private void identifier(Epc epc, ObjectNode into) {
    ObjectNode identifier = into.putObject("identifier");
    identifier.put("kind", epc.getClass().getSimpleName().toUpperCase(Locale.ROOT));
    identifier.put("class", epc.namesClass());
    identifier.put("digitalLink", epc.digitalLink());
    if (companyPrefixLength != null) {
      epc.tryUrn(companyPrefixLength).toOptional().ifPresent(urn -> identifier.put("urn", urn));
    }
  }

  private static void format06(String text, ObjectNode into) {
    Format06.read(text)
        .toOptional()
        .ifPresent(
            data -> {
              ObjectNode format = into.putObject("format06");
              ArrayNode fields = format.putArray("fields");
              for (Format06.Field field : data.fields()) {
                fields
                    .addObject()
                    .put("identifier", field.identifier())
                    .put("title", field.title())
                    .put("value", field.value());
              }
              data.gtin().ifPresent(gtin -> format.put("gtin", gtin.digits()));
              data.expiry().ifPresent(expiry -> format.put("expiry", expiry.toString()));
            });
  }

  private static void problems(List<Problem> problems, ArrayNode into) {
    for (Problem problem : problems) {
      ObjectNode each = into.addObject();
      each.put("code", problem.code().name());
      each.put("position", problem.position());
      if (problem.ai() != null) {
        each.put("ai", problem.ai());
      }
      each.put("message", problem.message());
    }
  }

  private void diagnosis(String text, ObjectNode into) {
    Diagnosis diagnosis = Scan.diagnose(text, options);
    if (diagnosis.findings().isEmpty()) {
      return;
    }
    ObjectNode node = into.putObject("diagnosis");
    findings(diagnosis.findings(), node.putArray("findings"));
    diagnosis
        .repair()
        .ifPresentOrElse(
            repair -> repair(repair, node.putObject("repair")),
            () -> {
              ArrayNode readings = node.putArray("possibleReadings");
              Scan.alternatives(text, options)
                  .forEach(reading -> repair(reading, readings.addObject()));
            });
  }

  private static void findings(List<Finding> findings, ArrayNode into) {
    findings.forEach(
        finding ->
            into.addObject()
                .put("fault", finding.fault().name())
                .put("message", finding.message()));
  }

  private static void repair(Repair repair, ObjectNode into) {
    into.put("applied", false);
    ArrayNode faults = into.putArray("faults");
    repair.findings().forEach(finding -> faults.add(finding.fault().name()));
    into.put("text", repair.text());
    elements(repair.scan().data(), into);
  }

  private static String line(ObjectNode answer) {
    try {
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts could not be written.", e);
    }
  }
}
