package io.pharmatrace.epcis.write;

import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.BizTransaction;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One event as XML, elements in the order of the schema. Version 1.2 has what came later in {@code
 * extension} elements.
 */
final class XmlEventWriter {
  private final XmlOut out;
  private final XmlCommonWriter common;
  private final UnaryOperator<String> spelling;
  private final boolean old;

  XmlEventWriter(XmlOut out, UnaryOperator<String> spelling, boolean old) {
    this.out = out;
    this.common = new XmlCommonWriter(out, spelling, old);
    this.spelling = spelling;
    this.old = old;
  }

  /** Writes everything inside the event's element, attributes first. */
  void content(EpcisEvent event) throws IOException {
    CommonFields fields = event.common();
    out.attributes(fields.extensions());
    common.start(fields);
    switch (event) {
      case ObjectEvent e -> {
        epcs("epcList", e.epcs(), old);
        actionToLocation(event);
        transactions(fields);
        extension(old, () -> afterTransactions(event, "quantityList", e.quantities()));
      }
      case AggregationEvent e -> {
        id("parentID", e.parent());
        epcs("childEPCs", e.children(), old);
        actionToLocation(event);
        transactions(fields);
        extension(old, () -> afterTransactions(event, "childQuantityList", e.childQuantities()));
      }
      case TransactionEvent e -> {
        transactions(fields);
        id("parentID", e.parent());
        epcs("epcList", e.epcs(), old);
        actionToLocation(event);
        extension(old, () -> afterTransactions(event, "quantityList", e.quantities()));
      }
      case AssociationEvent e -> {
        id("parentID", e.parent());
        epcs("childEPCs", e.children(), false);
        quantities("childQuantityList", e.childQuantities());
        actionToLocation(event);
        transactions(fields);
        afterTransactions(event, "", List.of());
      }
      case TransformationEvent e -> transformation(e);
    }
    out.elements(fields.extensions());
  }

  private void transformation(TransformationEvent e) throws IOException {
    epcs("inputEPCList", e.inputs(), false);
    quantities("inputQuantityList", e.inputQuantities());
    epcs("outputEPCList", e.outputs(), false);
    quantities("outputQuantityList", e.outputQuantities());
    id("transformationID", e.transformationId());
    actionToLocation(e);
    transactions(e.common());
    ends("sourceList", "source", e.common().sources());
    ends("destinationList", "destination", e.common().destinations());
    if (old) {
      common.ilmd(e.ilmd());
      extension(true, () -> common.sensorsAndPersistentDisposition(e.common()));
    } else {
      common.sensorsAndPersistentDisposition(e.common());
      common.ilmd(e.ilmd());
    }
  }

  /** Quantities to ILMD; in version 1.2 all of it, and sensors one extension deeper. */
  private void afterTransactions(EpcisEvent event, String list, List<QuantityElement> quantities)
      throws IOException {
    CommonFields fields = event.common();
    boolean wrap = old && !(event instanceof AssociationEvent);
    quantities(list, quantities);
    ends("sourceList", "source", fields.sources());
    ends("destinationList", "destination", fields.destinations());
    if (wrap) {
      common.ilmd(event.ilmd());
      extension(true, () -> common.sensorsAndPersistentDisposition(fields));
    } else {
      common.sensorsAndPersistentDisposition(fields);
      common.ilmd(event.ilmd());
    }
  }

  private void actionToLocation(EpcisEvent event) throws IOException {
    var action = event.action();
    out.text("action", action == null ? null : action.name());
    CommonFields fields = event.common();
    term("bizStep", fields.bizStep());
    term("disposition", fields.disposition());
    common.place("readPoint", fields.readPoint());
    common.place("bizLocation", fields.bizLocation());
  }

  private void transactions(CommonFields fields) throws IOException {
    if (!fields.bizTransactions().isEmpty()) {
      out.start("bizTransactionList");
      for (BizTransaction transaction : fields.bizTransactions()) {
        typed("bizTransaction", transaction.type(), transaction.id());
      }
      out.end();
    }
  }

  private void ends(String list, String item, List<SourceOrDestination> ends) throws IOException {
    if (!ends.isEmpty()) {
      out.start(list);
      for (SourceOrDestination end : ends) {
        typed(item, end.type(), end.id());
      }
      out.end();
    }
  }

  private void typed(String name, @Nullable Term type, Identifier id) throws IOException {
    out.start(name);
    if (type != null) {
      out.attribute("type", type.urn());
    }
    out.characters(spelling.apply(id.uri()));
    out.end();
  }

  private void epcs(String name, List<Identifier> epcs, boolean required) throws IOException {
    if (required || !epcs.isEmpty()) {
      out.start(name);
      for (Identifier epc : epcs) {
        out.text("epc", spelling.apply(epc.uri()));
      }
      out.end();
    }
  }

  private void quantities(String name, List<QuantityElement> quantities) throws IOException {
    if (!quantities.isEmpty()) {
      out.start(name);
      for (QuantityElement element : quantities) {
        out.start("quantityElement");
        id("epcClass", element.epcClass());
        var quantity = element.quantity();
        out.text("quantity", quantity == null ? null : JsonExtensions.plain(quantity));
        out.text("uom", element.uom());
        out.end();
      }
      out.end();
    }
  }

  private void id(String name, @Nullable Identifier id) throws IOException {
    out.text(name, id == null ? null : spelling.apply(id.uri()));
  }

  private void term(String name, @Nullable Term term) throws IOException {
    out.text(name, term == null ? null : term.urn());
  }

  private void extension(boolean wrap, XmlOut.Step inside) throws IOException {
    if (wrap) {
      out.optional("extension", inside);
    } else {
      inside.run();
    }
  }
}
