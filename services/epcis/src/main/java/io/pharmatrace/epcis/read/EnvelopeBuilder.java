package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.MasterData;
import io.pharmatrace.epcis.ProblemCode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what surrounds the events while a document is being read. */
final class EnvelopeBuilder {
  private final Problems problems;
  private Envelope.Kind kind = Envelope.Kind.DOCUMENT;
  private @Nullable String schemaVersion;
  private @Nullable OffsetDateTime creationDate;
  private final List<Extension> fields = new ArrayList<>();
  private final List<Extension> header = new ArrayList<>();
  private final List<MasterData> masterData = new ArrayList<>();
  private @Nullable String queryName;
  private @Nullable String subscriptionId;

  EnvelopeBuilder(Problems problems) {
    this.problems = problems;
  }

  void kind(Envelope.Kind value) {
    this.kind = value;
  }

  /** Takes the schema version; major version must be one of the given. */
  void schemaVersion(String text, String path, List<String> majors) {
    String major = text.contains(".") ? text.substring(0, text.indexOf('.')) : text;
    if (!majors.contains(major)) {
      problems.add(
          ProblemCode.VERSION_UNSUPPORTED,
          path,
          "Schema version " + Problems.quote(text) + " is not among " + majors + ".");
    }
    this.schemaVersion = text;
  }

  void creationDate(String text, String path) {
    this.creationDate = Literals.time(text).orElse(null);
    if (creationDate == null) {
      problems.add(
          ProblemCode.TIME_INVALID,
          path,
          Problems.quote(text) + " is no date and time with offset.");
    }
  }

  void queryName(String text) {
    this.queryName = text;
  }

  void subscriptionId(String text) {
    this.subscriptionId = text;
  }

  void fields(List<Extension> found) {
    fields.addAll(found);
  }

  void header(List<Extension> found) {
    header.addAll(found);
  }

  void masterData(List<MasterData> found) {
    masterData.addAll(found);
  }

  Envelope build() {
    boolean queried = queryName != null || subscriptionId != null;
    return new Envelope(
        kind,
        schemaVersion,
        creationDate,
        fields,
        header,
        masterData,
        queried ? new Envelope.Query(queryName, subscriptionId) : null);
  }
}
