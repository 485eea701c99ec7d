package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Ilmd;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The part of a JSON-LD {@code @context} that gives names: prefixes and terms declared in the
 * document, on top of those of the EPCIS context. Remote contexts are never fetched. Immutable.
 */
final class JsonContext {
  /** The namespace of the standard's own fields and types. */
  static final String EPCIS = "https://ref.gs1.org/epcis/";

  /** The prefixes of the EPCIS 2.0 context, and nothing else. */
  static final JsonContext STANDARD =
      new JsonContext(
          false,
          Map.of(
              "epcis", EPCIS,
              "cbv", "https://ref.gs1.org/cbv/",
              // The context appends a colon; XML documents do not, and both must give one event.
              "cbvmda", Ilmd.CBV_MDA,
              "gs1", "https://gs1.org/voc/",
              "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
              "owl", "http://www.w3.org/2002/07/owl#",
              "xsd", "http://www.w3.org/2001/XMLSchema#",
              "dcterms", "http://purl.org/dc/terms/"));

  /** The same for what we wrote ourselves, which declares as many names as an XML event had. */
  static final JsonContext WRITTEN = new JsonContext(true, STANDARD.iris);

  /** Names that one context may declare: each costs memory, and time where contexts nest. */
  private static final int MAX_NAMES = 1000;

  /** Steps from a prefix that is declared by another prefix to an IRI. */
  private static final int MAX_STEPS = 8;

  /** What may stand before the colon of a full IRI as the name of a member. */
  private static final Set<String> SCHEMES = Set.of("urn", "http", "https", "ni", "tag");

  private static final Pattern STANDARD_ADDRESS =
      Pattern.compile("https?://((ref|www|id)\\.)?gs1\\.(org|github\\.io)/.*");

  private final @Nullable JsonContext outer;
  private final Map<String, String> iris;
  private final @Nullable String fault;
  private final boolean remote;
  private final boolean unlimited;

  private JsonContext(boolean unlimited, Map<String, String> iris) {
    this.unlimited = unlimited;
    this.outer = null;
    this.iris = iris;
    this.fault = null;
    this.remote = false;
  }

  /** Only what the context itself declares is kept here: many events may each have one. */
  private JsonContext(JsonContext outer, Json context) {
    this.outer = outer;
    this.unlimited = outer.unlimited;
    this.iris = new HashMap<>();
    this.fault = declare(context);
    this.remote = outer.remote || isRemote(context);
  }

  /** Why not all that the context declares was taken in, or null. */
  @Nullable String fault() {
    return fault;
  }

  /** This context with the declarations of a further one. */
  JsonContext with(Json context) {
    return new JsonContext(this, context);
  }

  /**
   * The name of the standard's field that a member name stands for in another spelling: prefixed,
   * as a full IRI, or by a name of the document's own; else the name itself.
   */
  String standardName(String member) {
    String iri = expand(member);
    return iri.length() > EPCIS.length() && iri.startsWith(EPCIS)
        ? iri.substring(EPCIS.length())
        : member;
  }

  /** True for a name without prefix that the document itself gives a meaning. */
  boolean isTerm(String name) {
    return iri(name) != null;
  }

  /**
   * The problem of a member name whose prefix nothing declares, or null: what it means nobody could
   * tell. A context that is not fetched may declare anything.
   *
   * @param path of the member
   */
  @Nullable Problem undeclared(String member, String path) {
    int colon = member.indexOf(':');
    if (colon < 1 || remote || member.startsWith("//", colon + 1)) {
      return null;
    }
    String prefix = member.substring(0, colon);
    return SCHEMES.contains(prefix) || iri(prefix) != null
        ? null
        : new Problem(
            ProblemCode.CONTEXT_INVALID,
            path,
            "The prefix " + Problems.quote(prefix) + " is declared in no @context.");
  }

  /** The namespace or IRI that a name without colon stands for, or null. */
  @Nullable String iri(String name) {
    for (JsonContext context = this; context != null; context = context.outer) {
      String iri = context.iris.get(name);
      if (iri != null) {
        return iri;
      }
    }
    return null;
  }

  /** The full name behind a member name; without a namespace if nothing gives it one. */
  QName name(String member) {
    int colon = member.indexOf(':');
    if (colon < 0) {
      String iri = iri(member);
      return iri == null ? new QName("", member) : split(iri, "");
    }
    String prefix = member.substring(0, colon);
    String namespace = iri(prefix);
    return namespace == null
        ? split(member, "")
        : new QName(namespace, member.substring(colon + 1), prefix);
  }

  /** Expands a prefixed name or term to a URI; anything else stays. */
  String expand(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      String iri = iri(text);
      return iri == null ? text : iri;
    }
    String namespace = text.startsWith("//", colon + 1) ? null : iri(text.substring(0, colon));
    if (namespace == null) {
      return text;
    }
    // A namespace of XML has no separator at its end; CBV writes names of attributes with this one.
    String separator = namespace.equals(Ilmd.CBV_MDA) ? "#" : "";
    return namespace + separator + text.substring(colon + 1);
  }

  /** Takes in the names that a context gives, or says why not all of them. */
  private @Nullable String declare(Json context) {
    return switch (context) {
      case Json.Arr(var elements) -> {
        String fault = null;
        for (Json element : elements) {
          String next = declare(element);
          fault = fault == null ? next : fault;
        }
        yield fault;
      }
      case Json.Obj(var members) -> declare(members);
      // The address of a remote context: the standard one is known, others are not fetched.
      default -> null;
    };
  }

  private @Nullable String declare(Map<String, Json> members) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Json> member : members.entrySet()) {
      String name = member.getKey();
      String iri = iri(member.getValue());
      // A protected name keeps its meaning; conflicts() tells of it.
      if (!name.startsWith("@")
          && iri != null
          && !iri.startsWith("@")
          && !ProtectedNames.contains(name)) {
        if (iris.size() >= MAX_NAMES && !unlimited) {
          return "A context declares at most " + MAX_NAMES + " names.";
        }
        iris.put(name, iri);
        names.add(name);
      }
    }
    String fault = null;
    for (String name : names) {
      // An IRI may itself use a prefix that is declared beside it.
      String full = full(name, iris.getOrDefault(name, ""));
      if (full.length() > Identifier.MAX_LENGTH && !unlimited) {
        fault =
            "%s stands for more than %d characters."
                .formatted(Problems.quote(name), Identifier.MAX_LENGTH);
        iris.remove(name);
      } else {
        iris.put(name, full);
      }
    }
    return fault;
  }

  private String full(String name, String iri) {
    String full = iri;
    for (int i = 0; i < MAX_STEPS && full.length() <= Identifier.MAX_LENGTH; i++) {
      int colon = full.indexOf(':');
      String prefix = colon < 0 ? "" : full.substring(0, colon);
      String namespace = prefix.equals(name) ? null : iri(prefix);
      if (colon < 0 || full.startsWith("//", colon + 1) || namespace == null) {
        return full;
      }
      full = namespace + full.substring(colon + 1);
    }
    return full;
  }

  private static boolean isRemote(Json context) {
    return switch (context) {
      case Json.Arr(var elements) -> elements.stream().anyMatch(JsonContext::isRemote);
      case Json.Text(var address) -> !STANDARD_ADDRESS.matcher(address).matches();
      default -> false;
    };
  }

  static @Nullable String iri(Json value) {
    return switch (value) {
      case Json.Text(var iri) -> iri;
      case Json.Obj(var members) -> members.get("@id") instanceof Json.Text(var iri) ? iri : null;
      default -> null;
    };
  }

  /** A full IRI ends its namespace at the last hash, slash or colon. */
  private static QName split(String iri, String prefix) {
    for (int i = iri.length() - 2; i > 0; i--) {
      char c = iri.charAt(i);
      if (c == '#' || c == '/' || c == ':') {
        return new QName(iri.substring(0, i + 1), iri.substring(i + 1), prefix);
      }
    }
    return new QName("", iri);
  }
}
