package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.Entry;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.verification.application.Guesses;
import io.pharmatrace.verification.application.PackLookup;
import io.pharmatrace.verification.application.Parties;
import io.pharmatrace.verification.application.VerificationDoubts;
import io.pharmatrace.verification.application.Viewer;
import io.pharmatrace.verification.domain.DscsaAnswer;
import io.pharmatrace.verification.domain.Verdict;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Verification of product identifiers between trading partners in the USA: GS1 Lightweight
 * Messaging Standard for Verification of Product Identifiers (DSCSA section 582). Only an answer
 * with status 200 has a JSON body.
 */
@Tag(name = "dscsa")
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class DscsaController {
  private static final String LINK_TYPE = "verificationService";
  private static final String CONTEXT = "dscsaSaleableReturn";

  private final PackLookup packs;
  private final Parties parties;
  private final Guesses guesses;
  private final VerificationDoubts doubts;

  DscsaController(PackLookup packs, Parties parties, Guesses guesses, VerificationDoubts doubts) {
    this.doubts = doubts;
    this.packs = packs;
    this.parties = parties;
    this.guesses = guesses;
  }

  /**
   * Whether the identifier was verified.
   *
   * @param verificationFailureReason why not; absent when it was
   * @param additionalInfo Expired, Recalled, Suspect or Illegitimate; absent otherwise
   */
  @Serdeable
  record Data(
      boolean verified,
      @Nullable String verificationFailureReason,
      @Nullable String additionalInfo) {

    static Data of(DscsaAnswer answer) {
      DscsaAnswer.@Nullable FailureReason reason = answer.reason();
      DscsaAnswer.@Nullable AdditionalInfo info = answer.info();
      return new Data(
          answer.verified(),
          reason == null ? null : reason.text(),
          info == null ? null : info.text());
    }
  }

  /**
   * An answer.
   *
   * @param verificationTimestamp when it was given, UTC
   * @param responderGLN party GLN of the manufacturer, who answers for the product
   * @param corrUUID that of the request
   */
  @Serdeable
  record Verified(String verificationTimestamp, String responderGLN, Data data, String corrUUID) {}

  /**
   * Who would answer.
   *
   * @param responderGLN party GLN of the manufacturer, who answers for the product
   */
  @Serdeable
  record Connected(String responderGLN) {}

  /**
   * Verifies a product identifier. One that is not verified is answered with 200, too. What does
   * not fit together raises the same alerts as the verification of a pack, which the answer, having
   * no place for them, does not tell.
   *
   * @param gtin 14 digits
   * @param lot batch number, case-sensitive, percent-encoded
   * @param serial serial number, case-sensitive, percent-encoded
   * @param exp expiry date YYMMDD; day 00 is the last of the month
   * @param ai17 the same, as a resolver of GS1 Digital Links hands it on
   * @param linkType verificationService
   * @param context dscsaSaleableReturn
   * @param reqGLN GLN of who asks: your organisation's, or of your site
   * @param corrUUID names the request; repeated in the answer
   * @param entry whether the identifier was scanned or typed
   */
  @Get("/verify/gtin/{gtin}/lot/{lot}/ser/{serial}")
  Verified verify(
      Gtin gtin,
      String lot,
      Serial serial,
      @Nullable @QueryValue String exp,
      @Nullable @QueryValue("17") String ai17,
      @QueryValue(defaultValue = LINK_TYPE) String linkType,
      @QueryValue(defaultValue = CONTEXT) String context,
      @QueryValue Gln reqGLN,
      @QueryValue UUID corrUUID,
      @Header(name = EntryHeader.NAME, defaultValue = EntryHeader.DEFAULT) String entry,
      Caller caller) {
    Entry how = EntryHeader.of(entry);
    Lot batch = Inputs.require(Lot.parse(lot));
    @Nullable String date = exp == null ? ai17 : exp;
    if (date == null) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "The expiry date exp is missing.");
    }
    ExpiryDate expiry = Inputs.require(ExpiryDate.parse(date));
    if (!linkType.equals(LINK_TYPE) && !linkType.equals("gs1:" + LINK_TYPE)) {
      throw new ApiException(ErrorCode.INVALID_VALUE, "The linkType here is " + LINK_TYPE + ".");
    }
    Parties.Responder responder = responder(gtin, context, reqGLN, caller);
    // Where it will be sold again is not asked for, so recalls of every country count.
    Sgtin pack = new Sgtin(gtin, serial);
    boolean regulator = caller.is(Role.REGULATOR);
    PackLookup.Found found =
        packs.find(pack, batch.value(), null, new Viewer(caller.organisation(), regulator));
    guesses.check(caller, found.facts());
    doubts.verified(
        // A router asks for others, and has no pack before it.
        new VerificationDoubts.Check(caller.organisation(), caller.site(), regulator, false, how),
        pack,
        batch.value(),
        expiry.date(),
        Verdict.of(found.facts(), null, batch.value(), expiry.date()),
        found);
    return new Verified(
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
        responder.gln().digits(),
        Data.of(DscsaAnswer.of(found.facts(), batch.value(), expiry.date())),
        corrUUID.toString());
  }

  /**
   * Whether you could verify packs of a product here.
   *
   * @param gtin the product
   * @param context dscsaSaleableReturn
   * @param reqGLN GLN of who asks: your organisation's, or of your site
   */
  @Get("/checkConnectivity")
  Connected checkConnectivity(
      @QueryValue Gtin gtin,
      @QueryValue(defaultValue = CONTEXT) String context,
      @QueryValue Gln reqGLN,
      Caller caller) {
    return new Connected(responder(gtin, context, reqGLN, caller).gln().digits());
  }

  private Parties.Responder responder(Gtin gtin, String context, Gln reqGln, Caller caller) {
    if (!context.equals(CONTEXT)) {
      throw new ApiException(ErrorCode.INVALID_VALUE, "The context here is " + CONTEXT + ".");
    }
    if (!parties.speaksFor(caller.organisation(), caller.site(), reqGln)) {
      throw new ApiException(ErrorCode.FORBIDDEN, "reqGLN is no GLN that you may ask for.");
    }
    return parties
        .responder(gtin)
        .orElseThrow(
            () -> new ApiException(ErrorCode.NOT_FOUND, "Nobody here answers for this GTIN."));
  }
}
