package io.pharmatrace.fhir.write;

import io.pharmatrace.fhir.Coding;
import io.pharmatrace.fhir.FhirTime;
import io.pharmatrace.fhir.Identifier;
import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Reference;
import io.pharmatrace.fhir.Resource;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Sgtin;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pack that was given to a patient, as a MedicationDispense. R4 has no place for a serial number:
 * it stands as the pack's Digital Link in the identifier of the contained Medication, and the GTIN
 * as the medication's code.
 *
 * @param transaction what the pharmacy calls this act; its identifier
 * @param pack GTIN and serial number
 * @param lot or null
 * @param expiry or null
 * @param product its name for people, or null
 * @param patient id of the Patient
 * @param pharmacy its GLN
 * @param at when the pack was handed over
 */
public record Dispense(
    UUID transaction,
    Sgtin pack,
    @Nullable Lot lot,
    @Nullable ExpiryDate expiry,
    @Nullable String product,
    String patient,
    Gln pharmacy,
    Instant at) {
  private static final String MEDICATION = "pack";

  /** The pack was given. */
  public Resource completed() {
    return resource("completed");
  }

  /** It was not, after all: the undo of a dispense. */
  public Resource enteredInError() {
    return resource("entered-in-error");
  }

  private Resource resource(String status) {
    Reference pharmacist =
        Reference.by("Organization", new Identifier(Identifier.GLN, pharmacy.digits()), null);
    return Resource.of(
        Json.object()
            .text("resourceType", "MedicationDispense")
            .objects("contained", List.of(medication()))
            .objects(
                "identifier",
                List.of(new Identifier(Identifier.URI, "urn:uuid:" + transaction).json()))
            .text("status", status)
            .object("medicationReference", new Reference("#" + MEDICATION, null, null, null).json())
            .object("subject", Reference.to("Patient", patient).json())
            .objects("performer", List.of(Json.object().object("actor", pharmacist.json()).build()))
            .object("quantity", Json.object().number("value", 1).text("unit", "pack").build())
            .text("whenHandedOver", FhirTime.instant(at))
            .build());
  }

  private Json.Obj medication() {
    Json.Obj batch =
        Json.object()
            .text("lotNumber", lot == null ? null : lot.value())
            .text("expirationDate", expiry == null ? null : expiry.date().toString())
            .build();
    return Json.object()
        .text("resourceType", "Medication")
        .text("id", MEDICATION)
        .objects("identifier", List.of(new Identifier(Identifier.URI, pack.digitalLink()).json()))
        .object(
            "code",
            Json.object()
                .objects(
                    "coding",
                    List.of(new Coding(Identifier.GTIN, pack.gtin().digits(), product).json()))
                .text("text", product)
                .build())
        .object("batch", batch)
        .build();
  }
}
