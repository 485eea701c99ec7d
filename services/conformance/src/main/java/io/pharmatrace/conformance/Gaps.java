package io.pharmatrace.conformance;

import static io.pharmatrace.conformance.Standard.CBV;
import static io.pharmatrace.conformance.Standard.DIGITAL_LINK;
import static io.pharmatrace.conformance.Standard.EPCIS;
import static io.pharmatrace.conformance.Standard.EPCIS_1_2;
import static io.pharmatrace.conformance.Standard.GENERAL_SPECIFICATIONS;
import static io.pharmatrace.conformance.Standard.TDS;

import java.util.List;

/**
 * The one place that lists what is not supported. A feature that a test shows is not named here.
 */
final class Gaps {
  static final List<Gap> ALL =
      List.of(
          new Gap(
              GENERAL_SPECIFICATIONS,
              "1.4",
              "Length of a GS1 company prefix looked up",
              "only GS1's registry knows it; where an EPC URN needs it, the caller gives it"),
          new Gap(
              GENERAL_SPECIFICATIONS,
              "5.1.2",
              "EAN/UPC with add-on symbol (]E3)",
              "of magazines and books; named as UNSUPPORTED_SYMBOLOGY"),
          new Gap(
              DIGITAL_LINK,
              "4",
              "Words for keys in place of numbers (/gtin/)",
              "withdrawn from the standard; named as DIGITAL_LINK_NO_KEY"),
          new Gap(
              DIGITAL_LINK,
              "6",
              "Compressed Digital Links",
              "a standard of its own since; named as DIGITAL_LINK_NO_KEY"),
          new Gap(
              TDS,
              "6.3",
              "Schemes that are no GS1 keys (GID, ADI, USDOD, BIC, IMOVN)",
              "not used for medicines; named as UNKNOWN_EPC_SCHEME"),
          new Gap(
              TDS,
              "12",
              "Tag URIs and binary encodings of RFID tags",
              "no reader of tags sends here; named as UNKNOWN_EPC_SCHEME"),
          new Gap(
              EPCIS,
              "7.4",
              "Event types of a user's own",
              "an event has one of the five types; any other is named as EVENT_TYPE_UNKNOWN"),
          new Gap(
              EPCIS_1_2,
              "7.4",
              "QuantityEvent, deprecated since EPCIS 1.1",
              "named as EVENT_TYPE_UNKNOWN; an ObjectEvent with quantities says the same"),
          new Gap(
              EPCIS,
              "7.4.1.4",
              "Error declarations: a unit whose destroying was in error",
              "stays destroyed, for safety: what was once reported destroyed never becomes green"
                  + " again; the event is marked"),
          new Gap(
              EPCIS,
              "8.2",
              "REST query interface: list of top-level resources in XML",
              "GS1's description offers it without an XML form; it is in JSON"),
          new Gap(
              EPCIS,
              "8.2.5",
              "GS1-Query-Min-Record-Time in the answer that opens a WebSocket",
              "the subscription begins after it; OPTIONS of a subscription by webhook has the header"),
          new Gap(
              EPCIS,
              "8.2.7.2",
              "SimpleMasterDataQuery",
              "the REST binding has no resource for it, and SOAP is not offered; master data is captured"
                  + " and asked by WD_, HASATTR_ and EQATTR_ of SimpleEventQuery"),
          new Gap(
              EPCIS,
              "9",
              "Order of elements in XML",
              "not checked when read, so that what is clear is not refused; what is written follows"
                  + " the schema"),
          new Gap(
              EPCIS,
              "10",
              "XML attributes of a user's element through JSON",
              "JSON-LD has no attributes: from XML over JSON to XML they become elements, with the"
                  + " same event hash"),
          new Gap(
              EPCIS,
              "10",
              "Lists without repetitions (uniqueItems of the JSON schema)",
              "not checked: XML lets a thing stand twice in a list, and an event must be the same in"
                  + " both"),
          new Gap(
              EPCIS,
              "10",
              "Remote JSON-LD contexts",
              "never fetched: the standard one is known, a user's prefixes and terms are declared in"
                  + " the document"),
          new Gap(
              CBV,
              "8.9",
              "Event hash: fields left out on demand (ignoreFields)",
              "an option of the reference implementation, not of the standard"));

  private Gaps() {}
}
