package io.pharmatrace.fhir.write;

import io.pharmatrace.fhir.Coding;
import io.pharmatrace.fhir.FhirTime;
import io.pharmatrace.fhir.Identifier;
import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Reference;
import io.pharmatrace.fhir.Resource;
import io.pharmatrace.fhir.write.Audited.Access;
import io.pharmatrace.fhir.write.Audited.Action;
import io.pharmatrace.fhir.write.Audited.Decision;
import io.pharmatrace.fhir.write.Audited.Machine;
import io.pharmatrace.fhir.write.Audited.Outcome;
import io.pharmatrace.fhir.write.Audited.User;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes AuditEvent resources after IHE Basic Audit Log Patterns (BALP) 1.1. Its profiles of
 * accesses are of successes only, and its profile of decisions has a consent: what is neither has
 * the same shape and claims no profile.
 */
public final class AuditEvents {
  /** What BALP wants before the id of a token. */
  public static final String TOKEN_PREFIX = "urn:ietf:params:oauth:jti:";

  private static final String PROFILES = AuditCodes.BALP + "StructureDefinition/IHE.BasicAudit.";
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  private AuditEvents() {}

  /** The audit event of an access or a decision, without id. */
  public static Resource of(Audited audited) {
    return switch (audited) {
      case Access access -> access(access);
      case Decision decision -> decision(decision);
    };
  }

  private static Resource access(Access access) {
    Action action = access.action();
    Coding client =
        switch (action) {
          case READ, VREAD -> AuditCodes.DESTINATION;
          case DELETE -> AuditCodes.APPLICATION;
          case CREATE, UPDATE, SEARCH -> AuditCodes.SOURCE;
        };
    Coding server =
        switch (action) {
          case READ, VREAD -> AuditCodes.SOURCE;
          case DELETE -> AuditCodes.CUSTODIAN;
          case CREATE, UPDATE, SEARCH -> AuditCodes.DESTINATION;
        };
    User user = access.user();
    List<Json.Obj> agents = new ArrayList<>();
    agents.add(machine(client, access.client(), user == null));
    agents.add(machine(server, access.server(), false));
    if (user != null) {
      agents.add(user(action.asks() ? AuditCodes.RECIPIENT : AuditCodes.AUTHOR, user));
    }
    List<Json.Obj> entities = new ArrayList<>();
    if (access.requestId() != null) {
      entities.add(named(AuditCodes.REQUEST_ID, access.requestId()));
    }
    if (access.patient() != null) {
      entities.add(patient(access.patient()));
    }
    entities.add(subject(access));
    return Resource.of(
        Json.object()
            .text("resourceType", "AuditEvent")
            .object("meta", access.outcome() == Outcome.SUCCESS ? profile(profileOf(access)) : null)
            .object("type", AuditCodes.REST.json())
            .objects(
                "subtype", List.of(Coding.of(AuditCodes.INTERACTIONS, action.interaction()).json()))
            .text("action", action.code())
            .text("recorded", FhirTime.instant(access.recorded()))
            .text("outcome", access.outcome().code())
            .text("outcomeDesc", access.outcomeText())
            .objects("purposeOfEvent", purposes(user))
            .objects("agent", agents)
            .object("source", source(access.server().who(), AuditCodes.APPLICATION_SERVER))
            .objects("entity", entities)
            .build());
  }

  private static String profileOf(Access access) {
    String name =
        switch (access.action()) {
          case READ, VREAD -> "Read";
          case CREATE -> "Create";
          case UPDATE -> "Update";
          case DELETE -> "Delete";
          case SEARCH -> "Query";
        };
    return access.patient() == null ? name : "Patient" + name;
  }

  private static Resource decision(Decision decision) {
    List<Json.Obj> agents = new ArrayList<>();
    agents.add(machine(AuditCodes.APPLICATION, decision.client(), false));
    agents.add(user(AuditCodes.RECIPIENT, decision.user()));
    agents.add(agent(AuditCodes.PROVIDER, decision.organisation(), false).build());
    agents.add(agent(AuditCodes.AUTHORIZER, decision.server(), false).build());
    List<Json.Obj> entities = new ArrayList<>();
    entities.add(patient(decision.patient()));
    for (String consent : decision.consents()) {
      entities.add(
          Json.object()
              .object("what", Reference.to("Consent", consent).json())
              .object("type", AuditCodes.CONSENT.json())
              .build());
    }
    if (decision.tokenId() != null) {
      entities.add(named(AuditCodes.TOKEN, TOKEN_PREFIX + decision.tokenId()));
    }
    Outcome outcome = decision.permitted() ? Outcome.SUCCESS : Outcome.SERIOUS_FAILURE;
    return Resource.of(
        Json.object()
            .text("resourceType", "AuditEvent")
            .object("meta", decision.consents().isEmpty() ? null : profile("AuthZconsent"))
            .object("type", AuditCodes.SECURITY_ALERT.json())
            .objects("subtype", List.of(AuditCodes.BY_CONSENT.json()))
            .text("action", "E")
            .text("recorded", FhirTime.instant(decision.recorded()))
            .text("outcome", outcome.code())
            .text("outcomeDesc", String.join(", ", decision.reasons()))
            .objects("purposeOfEvent", purposes(decision.user()))
            .objects("agent", agents)
            .object("source", source(decision.server(), AuditCodes.SECURITY_SERVER))
            .objects("entity", entities)
            .build());
  }

  private static Json.Obj profile(String name) {
    return Json.object().texts("profile", List.of(PROFILES + name)).build();
  }

  private static List<Json.Obj> purposes(@Nullable User user) {
    return user == null || user.purpose() == null ? List.of() : List.of(user.purpose().concept());
  }

  private static Json.Builder agent(Coding type, Reference who, boolean requestor) {
    return Json.object()
        .object("type", type.concept())
        .object("who", who.json())
        .flag("requestor", requestor);
  }

  private static Json.Obj machine(Coding type, Machine machine, boolean requestor) {
    boolean ip = machine.address().contains(":") || IPV4.matcher(machine.address()).matches();
    return agent(type, machine.who(), requestor)
        .object(
            "network",
            Json.object().text("address", machine.address()).text("type", ip ? "2" : "1").build())
        .build();
  }

  private static Json.Obj user(Coding type, User user) {
    return agent(type, user.who(), true)
        .objects("role", user.roles().stream().map(Coding::concept).toList())
        .text("name", user.name())
        .objects("purposeOfUse", purposes(user))
        .build();
  }

  private static Json.Obj source(Reference observer, Coding type) {
    return Json.object()
        .object("observer", observer.json())
        .objects("type", List.of(type.json()))
        .build();
  }

  private static Json.Obj patient(String id) {
    return Json.object()
        .object("what", Reference.to("Patient", id).json())
        .object("type", AuditCodes.PERSON.json())
        .object("role", AuditCodes.PATIENT_ROLE.json())
        .build();
  }

  private static Json.Obj named(Coding type, String value) {
    return Json.object()
        .object("what", new Reference(null, null, new Identifier(null, value), null).json())
        .object("type", type.json())
        .build();
  }

  private static Json.Obj subject(Access access) {
    Json.Builder entity = Json.object();
    if (access.data() != null) {
      entity.object("what", access.data().json());
    }
    entity
        .object("type", AuditCodes.SYSTEM_OBJECT.json())
        .object(
            "role",
            (access.query() == null ? AuditCodes.RESOURCE_ROLE : AuditCodes.QUERY_ROLE).json())
        .objects("securityLabel", access.labels().stream().map(Coding::json).toList());
    if (access.query() != null) {
      byte[] raw = access.query().getBytes(StandardCharsets.UTF_8);
      entity.text("query", Base64.getEncoder().encodeToString(raw));
    }
    return entity
        .objects(
            "detail",
            access.details().stream()
                .map(
                    one ->
                        Json.object()
                            .text("type", one.type())
                            .text("valueString", one.value())
                            .build())
                .toList())
        .build();
  }
}
