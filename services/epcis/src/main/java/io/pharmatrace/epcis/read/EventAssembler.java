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
import java.math.BigDecimal;
import java.util.ArrayList;
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
  private final Fields fields;

  EventAssembler(Fields fields, int maxProblems) {
    this.fields = fields;
    this.problems = new Problems(maxProblems);
    this.values = new Values(problems);
    this.commonAssembler = new CommonAssembler(fields, problems, values);
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
    List<Identifier> epcs = values.uris(fields, fields.scalars("epcList", "epc"));
    List<QuantityElement> quantities = quantities("quantityList");
    Ilmd ilmd = ilmd();
    if (common == null || action == null) {
      return null;
    }
    if (epcs.isEmpty() && quantities.isEmpty() && common.sensorElements().isEmpty()) {
      empty("epcList, quantityList and sensorElementList are all empty.");
    }
    if (action != Action.ADD && !ilmd.fields().isEmpty()) {
      problems.add(
          ProblemCode.ILMD_NOT_ALLOWED,
          fields.path("ilmd"),
          "An ObjectEvent has ilmd only with action ADD.");
    }
    return new ObjectEvent(common, action, epcs, quantities, ilmd);
  }

  private @Nullable EpcisEvent aggregation() {
    CommonFields common = commonAssembler.assemble(CONTAINER);
    Action action = action();
    Identifier parent = values.uri(fields, fields.scalar("parentID"));
    List<Identifier> children = values.uris(fields, fields.scalars("childEPCs", "epc"));
    List<QuantityElement> quantities = quantities("childQuantityList");
    if (common == null || action == null) {
      return null;
    }
    if (parent == null && action != Action.OBSERVE) {
      missing("parentID", "An AggregationEvent with action ADD or DELETE names its parent.");
    }
    requireChildren(action, children, quantities);
    return new AggregationEvent(common, action, parent, children, quantities);
  }

  private @Nullable EpcisEvent association() {
    CommonFields common = commonAssembler.assemble(CONTAINER);
    Action action = action();
    Identifier parent = values.uri(fields, fields.scalar("parentID"));
    List<Identifier> children = values.uris(fields, fields.scalars("childEPCs", "epc"));
    List<QuantityElement> quantities = quantities("childQuantityList");
    if (parent == null) {
      missing("parentID", "An AssociationEvent names its parent.");
    }
    if (common == null || action == null || parent == null) {
      return null;
    }
    requireChildren(action, children, quantities);
    return new AssociationEvent(common, action, parent, children, quantities);
  }

  private @Nullable EpcisEvent transaction() {
    CommonFields common = commonAssembler.assemble(TRANSACTION);
    Action action = action();
    Identifier parent = values.uri(fields, fields.scalar("parentID"));
    List<Identifier> epcs = values.uris(fields, fields.scalars("epcList", "epc"));
    List<QuantityElement> quantities = quantities("quantityList");
    if (common == null || action == null) {
      return null;
    }
    if (common.bizTransactions().isEmpty()) {
      missing("bizTransactionList", "A TransactionEvent names a business transaction.");
    }
    return new TransactionEvent(common, action, parent, epcs, quantities);
  }

  private @Nullable EpcisEvent transformation() {
    CommonFields common = commonAssembler.assemble(TRANSFORMATION);
    List<Identifier> inputs = values.uris(fields, fields.scalars("inputEPCList", "epc"));
    List<Identifier> outputs = values.uris(fields, fields.scalars("outputEPCList", "epc"));
    List<QuantityElement> inputQuantities = quantities("inputQuantityList");
    List<QuantityElement> outputQuantities = quantities("outputQuantityList");
    Identifier id = values.uri(fields, fields.scalar("transformationID"));
    Ilmd ilmd = ilmd();
    boolean noInput = inputs.isEmpty() && inputQuantities.isEmpty();
    boolean noOutput = outputs.isEmpty() && outputQuantities.isEmpty();
    if ((noInput && noOutput) || (id == null && (noInput || noOutput))) {
      empty("A TransformationEvent without transformationID names inputs and outputs.");
    }
    return common == null
        ? null
        : new TransformationEvent(
            common, inputs, inputQuantities, outputs, outputQuantities, id, ilmd);
  }

  /** Only the removal of everything may leave the children out. */
  private void requireChildren(
      Action action, List<Identifier> children, List<QuantityElement> quantities) {
    if (action != Action.DELETE && children.isEmpty() && quantities.isEmpty()) {
      empty("childEPCs and childQuantityList are both empty; only DELETE may mean all children.");
    }
  }

  private @Nullable Action action() {
    Scalar scalar = fields.scalar("action");
    if (scalar == null) {
      missing("action", "An event of this type has an action: ADD, OBSERVE or DELETE.");
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
    commonAssembler.requireObject(part);
    return new Ilmd(part.all());
  }

  private List<QuantityElement> quantities(String list) {
    List<QuantityElement> result = new ArrayList<>();
    for (Fields part : fields.objects(list, "quantityElement")) {
      Scalar epcClass = part.scalar("epcClass");
      if (epcClass == null) {
        problems.add(
            ProblemCode.FIELD_MISSING, part.path("epcClass"), "A quantity names its class.");
      }
      Identifier id = values.uri(part, epcClass);
      BigDecimal quantity = values.number(part.scalar("quantity"));
      String uom = values.text(part.scalar("uom"));
      if (uom != null && part.scalar("quantity") == null) {
        problems.add(
            ProblemCode.FIELD_MISSING,
            part.path("quantity"),
            "A unit of measure belongs to a quantity.");
      }
      commonAssembler.rejectUnknown(part, Set.of("epcClass", "quantity", "uom"));
      if (id != null && (uom == null || quantity != null)) {
        result.add(new QuantityElement(id, quantity, uom));
      }
    }
    return result;
  }

  private void missing(String name, String message) {
    if (fields.scalar(name) == null) {
      problems.add(ProblemCode.FIELD_MISSING, fields.path(name), message);
    }
  }

  private void empty(String message) {
    problems.add(ProblemCode.EVENT_EMPTY, fields.path(), message);
  }
}
