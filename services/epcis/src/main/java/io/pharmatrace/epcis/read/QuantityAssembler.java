package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.QuantityElement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists of quantities of a class (EPCIS 2.0 section 7.3.3.3). */
final class QuantityAssembler {
  private static final Set<String> KNOWN = Set.of("epcClass", "quantity", "uom");

  private final Fields fields;
  private final Problems problems;
  private final Values values;

  QuantityAssembler(Fields fields, Problems problems, Values values) {
    this.fields = fields;
    this.problems = problems;
    this.values = values;
  }

  List<QuantityElement> elements(String list) {
    List<QuantityElement> result = new ArrayList<>();
    for (Fields part : fields.objects(list, "quantityElement")) {
      if (problems.isClosed(part, KNOWN)) {
        add(part, result);
      }
    }
    return result;
  }

  private void add(Fields part, List<QuantityElement> result) {
    Identifier id = values.key(part, problems.required(part, "epcClass"), EpcRule.CLASS);
    BigDecimal quantity = values.number(part.scalar("quantity"));
    String uom = values.unit(part.scalar("uom"));
    if (part.scalar("uom") != null && part.scalar("quantity") == null) {
      problems.add(
          ProblemCode.FIELD_MISSING,
          part.path("quantity"),
          "A unit of measure belongs to a quantity.");
    }
    if (id != null && (uom == null || quantity != null)) {
      result.add(new QuantityElement(id, quantity, uom));
    }
  }
}
