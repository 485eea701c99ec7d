package io.pharmatrace.fhir.write;

import io.pharmatrace.fhir.Coding;
import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Resource;
import io.pharmatrace.fhir.ResourceType;
import io.pharmatrace.fhir.search.SearchParameter;
import io.pharmatrace.fhir.search.SearchParameters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes the CapabilityStatement: what this server takes and does, from the same tables that readers
 * use.
 */
public final class Capability {
  private static final String PCF = "https://profiles.ihe.net/ITI/PCF/StructureDefinition/IHE.PCF.";
  private static final String BALP = AuditCodes.BALP + "StructureDefinition/IHE.BasicAudit.";

  private Capability() {}

  /**
   * The statement of one server.
   *
   * @param baseUrl of the FHIR interface, without a slash at its end
   * @param version of the software
   * @param released when that version was
   */
  public static Resource statement(String baseUrl, String version, LocalDate released) {
    List<Json.Obj> resources = new ArrayList<>();
    for (ResourceType type : ResourceType.values()) {
      if (type.standsAlone()) {
        resources.add(resource(type));
      }
    }
    return Resource.of(
        Json.object()
            .text("resourceType", "CapabilityStatement")
            .text("status", "active")
            .text("date", released.toString())
            .text("kind", "instance")
            .object(
                "software",
                Json.object().text("name", "PharmaTrace").text("version", version).build())
            .object(
                "implementation",
                Json.object()
                    .text("description", "Health records beside the custody of medicine packs")
                    .text("url", baseUrl)
                    .build())
            .text("fhirVersion", "4.0.1")
            .texts("format", List.of("application/fhir+json", "json"))
            .objects("rest", List.of(rest(resources)))
            .build());
  }

  private static Json.Obj rest(List<Json.Obj> resources) {
    Coding smart =
        Coding.of(
            "http://terminology.hl7.org/CodeSystem/restful-security-service", "SMART-on-FHIR");
    return Json.object()
        .text("mode", "server")
        .object(
            "security",
            Json.object()
                .objects("service", List.of(smart.concept()))
                .text(
                    "description",
                    "A token with SMART scopes and a purpose of use; consent is asked on every path."
                        + " What a caller may not see is answered as if it were not there.")
                .build())
        .objects("resource", resources)
        .build();
  }

  private static Json.Obj resource(ResourceType type) {
    List<String> interactions = new ArrayList<>(List.of("read", "vread", "history-instance"));
    if (type == ResourceType.AUDIT_EVENT) {
      interactions.remove("history-instance"); // an entry of a log never changes
    } else {
      interactions.addAll(List.of("create", "update"));
    }
    List<SearchParameter> parameters = List.copyOf(SearchParameters.of(type));
    if (!parameters.isEmpty()) {
      interactions.add("search-type");
    }
    return Json.object()
        .text("type", type.fhirName())
        .texts("supportedProfile", profiles(type))
        .objects(
            "interaction",
            interactions.stream().map(code -> Json.object().text("code", code).build()).toList())
        .text("versioning", type == ResourceType.AUDIT_EVENT ? "versioned" : "versioned-update")
        .flag("readHistory", type != ResourceType.AUDIT_EVENT)
        .flag("updateCreate", false)
        .flag("conditionalCreate", false)
        .flag("conditionalUpdate", false)
        .text("conditionalDelete", "not-supported")
        .texts(
            "searchInclude",
            parameters.stream()
                .filter(SearchParameter::isIncludable)
                .map(one -> type.fhirName() + ":" + one.name())
                .toList())
        .objects("searchParam", parameters.stream().map(Capability::parameter).toList())
        .build();
  }

  private static List<String> profiles(ResourceType type) {
    return switch (type) {
      case CONSENT ->
          List.of(PCF + "consentBasic", PCF + "consentIntermediate", PCF + "consentAdvanced");
      case AUDIT_EVENT ->
          List.of(
              BALP + "PatientRead",
              BALP + "PatientCreate",
              BALP + "PatientUpdate",
              BALP + "PatientDelete",
              BALP + "PatientQuery",
              BALP + "AuthZconsent");
      default -> List.of();
    };
  }

  private static Json.Obj parameter(SearchParameter parameter) {
    boolean text = parameter.kind() == SearchParameter.Kind.STRING;
    return Json.object()
        .text("name", parameter.name())
        .text("type", parameter.kind().name().toLowerCase(Locale.ROOT))
        .text("documentation", text ? "With :exact only: texts are found whole." : null)
        .build();
  }
}
