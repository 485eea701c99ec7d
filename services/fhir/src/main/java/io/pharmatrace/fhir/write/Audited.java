package io.pharmatrace.fhir.write;

import io.pharmatrace.fhir.Coding;
import io.pharmatrace.fhir.Reference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an audit event tells of; {@link AuditEvents} writes it. */
public sealed interface Audited {

  /** What was done. */
  enum Action {
    READ("R", "read"),
    VREAD("R", "vread"),
    CREATE("C", "create"),
    UPDATE("U", "update"),
    DELETE("D", "delete"),
    SEARCH("E", "search-type");

    private final String code;
    private final String interaction;

    Action(String code, String interaction) {
      this.code = code;
      this.interaction = interaction;
    }

    /** As {@code AuditEvent.action} says it. */
    String code() {
      return code;
    }

    /** As the code system restful-interaction says it. */
    String interaction() {
      return interaction;
    }

    /** True if it asks: then the user receives; else the user is the author. */
    boolean asks() {
      return this == READ || this == VREAD || this == SEARCH;
    }
  }

  /** How it ended. */
  enum Outcome {
    SUCCESS("0"),
    MINOR_FAILURE("4"),
    SERIOUS_FAILURE("8"),
    MAJOR_FAILURE("12");

    private final String code;

    Outcome(String code) {
      this.code = code;
    }

    /** As {@code AuditEvent.outcome} says it. */
    String code() {
      return code;
    }
  }

  /**
   * A program that took part.
   *
   * @param who by identifier or reference
   * @param address IP address or name of its machine
   */
  record Machine(Reference who, String address) {}

  /**
   * A person who took part.
   *
   * @param name or null
   * @param roles as the token has them
   * @param purpose of use, as the token has it, or null
   */
  record User(Reference who, @Nullable String name, List<Coding> roles, @Nullable Coding purpose) {
    public User {
      roles = List.copyOf(roles);
    }
  }

  /** Something about a change, as its old value, its new value or its reason. */
  record Detail(String type, String value) {}

  /**
   * An access or a change, however it ended.
   *
   * @param user null if a device acted by itself
   * @param requestId of the HTTP request, or null
   * @param outcomeText why it failed; null for a success
   * @param data the resource, of a change with its version; null for a search
   * @param labels of the resource
   * @param details of a change; none for a search
   * @param query the raw query of a search; else null. Identifying values in it are the caller's to
   *     replace
   * @param patient id of the Patient whose data it is, or null
   */
  record Access(
      Action action,
      Instant recorded,
      Outcome outcome,
      @Nullable String outcomeText,
      Machine client,
      Machine server,
      @Nullable User user,
      @Nullable String requestId,
      @Nullable Reference data,
      List<Coding> labels,
      List<Detail> details,
      @Nullable String query,
      @Nullable String patient)
      implements Audited {
    public Access {
      labels = List.copyOf(labels);
      details = List.copyOf(details);
      boolean search = action == Action.SEARCH;
      if (search != (query != null) || search == (data != null)) {
        throw new IllegalArgumentException("a search has a query, everything else has data");
      }
      if (search && !details.isEmpty()) {
        throw new IllegalArgumentException("a search has no details");
      }
    }
  }

  /**
   * A decision about an access by consents.
   *
   * @param organisation whose the user is
   * @param reasons stable codes of why it was decided so
   * @param patient id of the Patient
   * @param consents ids of the Consents by which it was decided; none if there were none
   * @param tokenId {@code jti} of the token, or null
   */
  record Decision(
      Instant recorded,
      boolean permitted,
      List<String> reasons,
      Machine client,
      User user,
      Reference organisation,
      Reference server,
      String patient,
      List<String> consents,
      @Nullable String tokenId)
      implements Audited {
    public Decision {
      reasons = List.copyOf(reasons);
      consents = List.copyOf(consents);
    }
  }
}
