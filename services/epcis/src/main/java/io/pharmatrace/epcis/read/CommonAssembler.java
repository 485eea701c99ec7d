package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.BizTransaction;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.PersistentDisposition;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.Vocabulary;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that all types of event share. */
final class CommonAssembler {

  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "eventTime",
          "eventTimeZoneOffset",
          "recordTime",
          "eventID",
          "certificationInfo",
          "errorDeclaration",
          "bizStep",
          "disposition",
          "persistentDisposition",
          "readPoint",
          "bizLocation",
          "bizTransactionList",
          "sourceList",
          "destinationList",
          "sensorElementList");

  private final Fields fields;
  private final Problems problems;
  private final Values values;

  CommonAssembler(Fields fields, Problems problems, Values values) {
    this.fields = fields;
    this.problems = problems;
    this.values = values;
  }

  /** Null if one of the two times is missing or wrong; other problems are only noted. */
  @Nullable CommonFields assemble(Set<String> ownFields) {
    Set<String> known = new HashSet<>(KNOWN);
    known.addAll(ownFields);
    problems.isObject(fields, known);
    OffsetDateTime eventTime = values.time(problems.required(fields, "eventTime"));
    String offset = values.offset(problems.required(fields, "eventTimeZoneOffset"));
    OffsetDateTime recordTime = values.time(fields.scalar("recordTime"));
    Identifier eventId = values.uri(fields, fields.scalar("eventID"));
    List<Identifier> certifications =
        values.uris(fields, fields.repeatedScalars("certificationInfo"));
    ErrorDeclaration error = errorDeclaration();
    Term bizStep = values.term(Vocabulary.BIZ_STEP, fields, fields.scalar("bizStep"));
    Term disposition = values.term(Vocabulary.DISPOSITION, fields, fields.scalar("disposition"));
    PersistentDisposition persistent = persistentDisposition();
    Place readPoint = place("readPoint");
    Place bizLocation = place("bizLocation");
    List<BizTransaction> transactions = bizTransactions();
    List<SourceOrDestination> sources = ends("sourceList", "source");
    List<SourceOrDestination> destinations = ends("destinationList", "destination");
    var sensors = new SensorAssembler(problems, values).elements(fields);
    if (eventTime == null || offset == null) {
      return null;
    }
    return new CommonFields(
        eventTime,
        offset,
        recordTime,
        eventId,
        certifications,
        error,
        bizStep,
        disposition,
        persistent,
        readPoint,
        bizLocation,
        transactions,
        sources,
        destinations,
        sensors,
        fields.extensions());
  }

  private @Nullable ErrorDeclaration errorDeclaration() {
    Fields part = fields.object("errorDeclaration");
    if (part == null
        || !problems.isObject(part, Set.of("declarationTime", "reason", "correctiveEventIDs"))) {
      return null;
    }
    OffsetDateTime time = values.time(problems.required(part, "declarationTime"));
    Term reason = values.term(Vocabulary.ERROR_REASON, part, part.scalar("reason"));
    List<Identifier> corrective =
        values.uris(part, part.scalars("correctiveEventIDs", "correctiveEventID"));
    return time == null ? null : new ErrorDeclaration(time, reason, corrective, part.extensions());
  }

  private @Nullable PersistentDisposition persistentDisposition() {
    Fields part = fields.object("persistentDisposition");
    if (part == null || !problems.isClosed(part, Set.of("set", "unset"))) {
      return null;
    }
    List<Scalar> set = part.repeatedScalars("set");
    List<Scalar> unset = part.repeatedScalars("unset");
    rejectEmpty(part, "set", set);
    rejectEmpty(part, "unset", unset);
    if (set.isEmpty() && unset.isEmpty()) {
      problems.add(
          ProblemCode.FIELD_MISSING,
          part.path(),
          "persistentDisposition sets or unsets something.");
      return null;
    }
    List<Term> setTerms = values.terms(Vocabulary.DISPOSITION, part, set);
    List<Term> unsetTerms = values.terms(Vocabulary.DISPOSITION, part, unset);
    return setTerms.isEmpty() && unsetTerms.isEmpty()
        ? null
        : new PersistentDisposition(setTerms, unsetTerms);
  }

  private void rejectEmpty(Fields part, String name, List<Scalar> values) {
    if (values.isEmpty() && part.scalar(name) != null) {
      problems.add(ProblemCode.FIELD_MISSING, part.path(name), "The list is empty.");
    }
  }

  private @Nullable Place place(String name) {
    Fields part = fields.object(name);
    if (part == null || !problems.isObject(part, Set.of("id"))) {
      return null;
    }
    Identifier id = values.key(part, problems.required(part, "id"), EpcRule.ANY);
    return id == null ? null : new Place(id, part.extensions());
  }

  private List<BizTransaction> bizTransactions() {
    List<BizTransaction> result = new ArrayList<>();
    for (Fields part : fields.objects("bizTransactionList", "bizTransaction")) {
      if (!problems.isClosed(part, Set.of("type", "bizTransaction"))) {
        continue;
      }
      Term type = values.term(Vocabulary.BIZ_TRANSACTION_TYPE, part, part.scalar("type"));
      Identifier id = values.key(part, self(part, "bizTransaction"), EpcRule.ANY);
      if (id != null) {
        result.add(new BizTransaction(type, id));
      }
    }
    return result;
  }

  private List<SourceOrDestination> ends(String list, String item) {
    List<SourceOrDestination> result = new ArrayList<>();
    for (Fields part : fields.objects(list, item)) {
      if (!problems.isClosed(part, Set.of("type", item))) {
        continue;
      }
      Term type =
          values.term(Vocabulary.SOURCE_DESTINATION_TYPE, part, problems.required(part, "type"));
      Identifier id = values.key(part, self(part, item), EpcRule.ANY);
      if (type != null && id != null) {
        result.add(new SourceOrDestination(type, id));
      }
    }
    return result;
  }

  private @Nullable Scalar self(Fields part, String name) {
    Scalar scalar = part.self(name);
    if (scalar == null) {
      problems.add(ProblemCode.FIELD_MISSING, part.path(name), name + " is missing.");
    }
    return scalar;
  }
}
