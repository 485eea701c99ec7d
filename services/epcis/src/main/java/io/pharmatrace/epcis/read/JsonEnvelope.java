package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** What surrounds the events in JSON. */
final class JsonEnvelope {
  private static final List<String> PLAIN =
      List.of("id", "sender", "receiver", "instanceIdentifier");
  private static final Set<String> KNOWN =
      Set.of("type", "schemaVersion", "creationDate", "epcisHeader", "epcisBody", "@context");

  private final Problems problems;
  private final Values values;
  private final EnvelopeBuilder envelope;

  JsonEnvelope(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.envelope = new EnvelopeBuilder(problems);
  }

  Envelope build() {
    return envelope.build();
  }

  void bare() {
    envelope.kind(Envelope.Kind.BARE_EVENT);
  }

  /** Takes everything beside the body. */
  void document(String type, Fields document) {
    boolean query = type.equals("EPCISQueryDocument");
    if (query) {
      envelope.kind(Envelope.Kind.QUERY_DOCUMENT);
    } else if (!type.equals("EPCISDocument")) {
      problems.add(ProblemCode.NOT_EPCIS, "/type", "Expected EPCISDocument or EPCISQueryDocument.");
    }
    String versionText = values.text(document.scalar("schemaVersion"));
    if (versionText != null) {
      envelope.schemaVersion(versionText, document.path("schemaVersion"), List.of("2"));
    }
    String created = values.text(document.scalar("creationDate"));
    if (created != null) {
      envelope.creationDate(created, document.path("creationDate"));
    }
    if (!query) {
      require(document, "schemaVersion", "A document says its schema version.");
      require(document, "creationDate", "A document says when it was made.");
    }
    List<Extension> fields = new ArrayList<>();
    for (String name : PLAIN) {
      String value = name.equals("id") ? id(document) : values.text(document.scalar(name));
      if (value != null) {
        fields.add(Extension.text(new QName(name), value));
      }
    }
    fields.addAll(document.extensions());
    envelope.fields(fields);
    unknown(document);
    problems.addAll(document.faults());
    header(document);
  }

  /** Takes what a query result says about itself. */
  void query(String name, Json value, JsonContext context) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put(name, value);
    Fields part = new JsonFields(new Json.Obj(members), "/epcisBody/queryResults", context);
    problems.addAll(part.faults());
    if (name.equals("vocabularyList")) {
      envelope.masterData(MasterDataAssembler.json(part, problems));
      return;
    }
    String text = values.text(part.scalar(name));
    if (text != null && name.equals("queryName")) {
      envelope.queryName(text);
    } else if (text != null) {
      envelope.subscriptionId(text);
    }
  }

  /** Takes a user's field; false if it is none. */
  boolean foreign(String name, Json value, JsonContext context, String path) {
    if (name.indexOf(':') < 0 && !context.isTerm(name)) {
      return false;
    }
    problems.addAll(JsonKeywords.check(name, value, context, path));
    List<Extension> found = new ArrayList<>();
    JsonExtensions.add(name, value, context, found);
    envelope.fields(found);
    return true;
  }

  /** The name of the document: a URI, or a blank node of JSON-LD. */
  private @Nullable String id(Fields document) {
    Scalar scalar = document.scalar("id");
    if (scalar != null && scalar.text().startsWith("_:")) {
      return values.text(scalar);
    }
    Identifier id = values.uri(document, scalar);
    return id == null ? null : id.uri();
  }

  private void require(Fields document, String name, String message) {
    if (document.scalar(name) == null) {
      problems.add(ProblemCode.FIELD_MISSING, document.path(name), message);
    }
  }

  private void header(Fields document) {
    Fields header = document.object("epcisHeader");
    if (header != null) {
      problems.isObject(header, Set.of("epcisMasterData"));
      Fields masterData = header.object("epcisMasterData");
      if (masterData != null) {
        problems.isClosed(masterData, Set.of("vocabularyList"));
        envelope.masterData(MasterDataAssembler.json(masterData, problems));
      }
      envelope.header(header.extensions());
    }
  }

  private void unknown(Fields document) {
    for (String path : document.unknown(KNOWN)) {
      if (!PLAIN.contains(path.substring(1))) {
        problems.add(ProblemCode.FIELD_UNKNOWN, path, Problems.NO_SUCH_FIELD);
      }
    }
  }
}
