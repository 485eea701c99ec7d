package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Ilmd;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one event of its fields, or says everything that is wrong with them (EPCIS 2.0 section 7.4,
 * JSON and XML schema 2.0). Use a new one for each event.
 */
final class EventAssembler {

  private static final Set<String> OBJECT = Set.of("epcList", "quantityList", "action", "ilmd");
  private static final Set<String> CONTAINER =
      Set.of("parentID", "childEPCs", "childQuantityList", "action");
  private static final Set<String> TRANSACTION =
      Set.of("parentID", "epcList", "quantityList", "action");
  private static final Set<String> TRANSFORMATION =
      Set.of(
          "inputEPCList",
          "inputQuantityList",
          "outputEPCList",
          "outputQuantityList",
          "transformationID",
          "ilmd");

  private final Problems problems;
  private final Values values;
  private final CommonAssembler commonAssembler;
  private final QuantityAssembler quantities;
  private final Fields fields;

  EventAssembler(Fields fields, int maxProblems) {
    this.fields = fields;
    this.problems = new Problems(maxProblems);
    this.values = new Values(problems);
    this.commonAssembler = new CommonAssembler(fields, problems, values);
    this.quantities = new QuantityAssembler(fields, problems, values);
  }

  /** The event, or null if {@link #problems()} says why not. */
  @Nullable EpcisEvent assemble(String type) {
    EpcisEvent event =
        switch (type) {
          case "ObjectEvent" -> object();
          case "AggregationEvent" -> aggregation();
          case "AssociationEvent" -> association();
          case "TransactionEvent" -> transaction();
          case "TransformationEvent" -> transformation();
          default -> {
            problems.add(
                ProblemCode.EVENT_TYPE_UNKNOWN,
                fields.path("type"),
                Problems.quote(type) + " is no event type of EPCIS 2.0.");
            yield null;
          }
        };
    return problems.isEmpty() ? event : null;
  }

  List<Problem> problems() {
    return problems.found();
  }

  private @Nullable EpcisEvent object() {
    CommonFields common = commonAssembler.assemble(OBJECT);
    Action action = action();
    List<Identifier> epcs = values.keys(fields, fields.scalars("epcList", "epc"), EpcRule.THING);
    List<QuantityElement> amounts = quantities.elements("quantityList");
    Ilmd ilmd = ilmd();
    if (isEmpty("epcList", "quantityList")) {
      if (fields.objects("sensorElementList", "sensorElement").isEmpty()) {
        empty("epcList, quantityList and sensorElementList are all empty.");
      } else if (fields.object("readPoint") == null) {
        missing("readPoint", "What sensors observed without a thing, they observed at a place.");
      }
    }
    if (action != null && action != Action.ADD && !ilmd.fields().isEmpty()) {
      problems.add(
          ProblemCode.ILMD_NOT_ALLOWED,
          fields.path("ilmd"),
          "An ObjectEvent has ilmd only with action ADD.");
    }
    return common == null || action == null
        ? null
        : new ObjectEvent(common, action, epcs, amounts, ilmd);
  }

  private @Nullable EpcisEvent aggregation() {
    CommonFields common = commonAssembler.assemble(CONTAINER);
    Action action = action();
    Identifier parent = values.key(fields, fields.scalar("parentID"), EpcRule.INSTANCE);
    List<Identifier> children =
        values.keys(fields, fields.scalars("childEPCs", "epc"), EpcRule.THING);
    List<QuantityElement> amounts = quantities.elements("childQuantityList");
    if (action != null && action != Action.OBSERVE) {
      requireScalar("parentID", "An AggregationEvent with action ADD or DELETE names its parent.");
    }
    requireChildren(action);
    return common == null || action == null
        ? null
        : new AggregationEvent(common, action, parent, children, amounts);
  }

  private @Nullable EpcisEvent association() {
    CommonFields common = commonAssembler.assemble(CONTAINER);
    Action action = action();
    Identifier parent = values.key(fields, fields.scalar("parentID"), EpcRule.INSTANCE);
    List<Identifier> children =
        values.keys(fields, fields.scalars("childEPCs", "epc"), EpcRule.THING);
    List<QuantityElement> amounts = quantities.elements("childQuantityList");
    requireScalar("parentID", "An AssociationEvent names its parent.");
    requireChildren(action);
    return common == null || action == null || parent == null
        ? null
        : new AssociationEvent(common, action, parent, children, amounts);
  }

  private @Nullable EpcisEvent transaction() {
    CommonFields common = commonAssembler.assemble(TRANSACTION);
    Action action = action();
    Identifier parent = values.key(fields, fields.scalar("parentID"), EpcRule.INSTANCE);
    List<Identifier> epcs = values.keys(fields, fields.scalars("epcList", "epc"), EpcRule.THING);
    List<QuantityElement> amounts = quantities.elements("quantityList");
    if (fields.objects("bizTransactionList", "bizTransaction").isEmpty()) {
      missing("bizTransactionList", "A TransactionEvent names a business transaction.");
    }
    if (action != null
        && action != Action.DELETE
        && isEmpty("epcList", "quantityList")
        && fields.scalar("epcList") == null
        && fields.scalar("parentID") == null) {
      empty("Neither parentID, epcList nor quantityList; only DELETE may mean everything.");
    }
    return common == null || action == null
        ? null
        : new TransactionEvent(common, action, parent, epcs, amounts);
  }

  private @Nullable EpcisEvent transformation() {
    CommonFields common = commonAssembler.assemble(TRANSFORMATION);
    List<Identifier> inputs =
        values.keys(fields, fields.scalars("inputEPCList", "epc"), EpcRule.THING);
    List<Identifier> outputs =
        values.keys(fields, fields.scalars("outputEPCList", "epc"), EpcRule.THING);
    List<QuantityElement> inputQuantities = quantities.elements("inputQuantityList");
    List<QuantityElement> outputQuantities = quantities.elements("outputQuantityList");
    Identifier id = values.uri(fields, fields.scalar("transformationID"));
    Ilmd ilmd = ilmd();
    boolean noInput = isEmpty("inputEPCList", "inputQuantityList");
    boolean noOutput = isEmpty("outputEPCList", "outputQuantityList");
    boolean noId = fields.scalar("transformationID") == null;
    if ((noInput && noOutput) || (noId && (noInput || noOutput))) {
      empty("A TransformationEvent without transformationID names inputs and outputs.");
    }
    return common == null
        ? null
        : new TransformationEvent(
            common, inputs, inputQuantities, outputs, outputQuantities, id, ilmd);
  }

  /** Only the removal of everything may leave the children out. */
  private void requireChildren(@Nullable Action action) {
    if (action != null && action != Action.DELETE && isEmpty("childEPCs", "childQuantityList")) {
      empty("childEPCs and childQuantityList are both empty; only DELETE may mean all children.");
    }
  }

  private @Nullable Action action() {
    Scalar scalar = fields.scalar("action");
    requireScalar("action", "An event of this type has an action: ADD, OBSERVE or DELETE.");
    if (scalar == null) {
      return null;
    }
    String text = values.text(scalar);
    if (text == null) {
      return null;
    }
    switch (text) {
      case "ADD" -> {
        return Action.ADD;
      }
      case "OBSERVE" -> {
        return Action.OBSERVE;
      }
      case "DELETE" -> {
        return Action.DELETE;
      }
      default -> {
        problems.add(
            ProblemCode.ACTION_INVALID,
            scalar.path(),
            Problems.quote(text) + " is none of ADD, OBSERVE and DELETE.");
        return null;
      }
    }
  }

  private Ilmd ilmd() {
    Fields part = fields.object("ilmd");
    if (part == null) {
      return Ilmd.NONE;
    }
    return problems.isObject(part, Set.of()) ? new Ilmd(part.all()) : Ilmd.NONE;
  }

  /** What was given counts, even if it is wrong: that has a problem of its own. */
  private boolean isEmpty(String epcs, String amounts) {
    return fields.scalars(epcs, "epc").isEmpty()
        && fields.objects(amounts, "quantityElement").isEmpty();
  }

  private void requireScalar(String name, String message) {
    if (fields.scalar(name) == null) {
      missing(name, message);
    }
  }

  private void missing(String name, String message) {
    problems.add(ProblemCode.FIELD_MISSING, fields.path(name), message);
  }

  private void empty(String message) {
    problems.add(ProblemCode.EVENT_EMPTY, fields.path(), message);
  }
}
