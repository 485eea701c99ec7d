package io.pharmatrace.custody.domain;

/** What to do about each reason of a refusal, in the words of docs/errors.md. */
final class Remedies {
  private Remedies() {}

  static String of(Refusal.Reason reason) {
    return switch (reason) {
      case MALFORMED ->
          "Correct the program that publishes; services/custody holds the schema of a scan.";
      case UNREADABLE ->
          "Look at the label and the reader's configuration: FNC1 must arrive as the character 1D hex.";
      case UNKNOWN_READER -> "Register the reader, or correct its name in the message.";
      case SUSPENDED ->
          "Ask your administrator; publish the scan again under a new scanId when it may act again.";
      case UNKNOWN_PLACE -> "Register the site, or correct the GLN.";
      case UNKNOWN_PARTY -> "Name the recipient by a GLN that is registered.";
      case UNKNOWN_PRODUCT -> "Register the product first, then send the event again.";
      case NOT_ENTITLED ->
          "Commission only products that are registered for you; check your company prefixes.";
      case INCOMPLETE -> "Send the event again with what the detail names.";
      case NOT_SUPPORTED -> "See the detail; use a step that is offered for this unit.";
      case EXPIRY_DIFFERS ->
          "Compare label and master data; quarantine the pack when the label is wrong.";
      case BATCH_DIFFERS ->
          "Compare label and record; quarantine the pack when the label is wrong.";
      case ALREADY_COMMISSIONED ->
          "Never reuse a serial number; find out which of the two packs is genuine.";
      case NOT_ACTIVE -> "Do not hand it on; look at its journey.";
      case ALREADY_SO ->
          "If it was you, there is nothing to do; if not, set the pack aside and look into it.";
      case REPEATED -> "There is nothing to do; nobody was alerted.";
      case FINAL -> "Set the pack aside and report it.";
      case TOO_LATE -> "Nothing can undo it any more.";
      case ELSEWHERE -> "Undo it where it was done.";
      case PLACE_UNKNOWN ->
          "Undo it again, under a new transaction id, with the GLN of the place where it was done;"
              + " where none was named, declare the event in error.";
      case OTHER_STATE -> "Verify the pack, then undo the state that it is in.";
      case NOTHING_TO_UNDO -> "There is nothing to undo; or give the time when it was undone.";
      case TAKEN_BACK ->
          "Check the clock; send what was done offline in the order in which it was done.";
      case RECALLED -> "Do not give it out; follow the notice of the manufacturer.";
      case EXPIRED -> "Do not dispense; return or destroy the pack.";
      case ARCHIVED -> "Do not use the pack; destroy it.";
      case SUSPECT ->
          "Do not give it out; set it aside (Locked) and follow its case at GET /api/v1/alerts.";
      case UNCHECKED_RETURN ->
          "Check it by POST /api/v1/returns; until then it may be locked, reported stolen or destroyed.";
      case TOO_DEEP -> "Unpack an outer unit first.";
      case CONTAINS_ITSELF -> "Check which codes were scanned as container and as content.";
      case INVALID_EVENT -> "Correct what the detail names; that event was not stored.";
      case IN_ERROR -> "A corrected event differs in content, for example in its time; send that.";
      case ID_TAKEN ->
          "Give each event an eventID of its own, a corrected one too; only an error declaration repeats that of its event.";
      case SCAN_ID_TAKEN ->
          "Let each reader count on for ever (or draw its numbers at random); publish the scan again under a new scanId.";
      case UNPROCESSABLE -> "Report it with its original; what came behind it was taken.";
      case WAITS_BEHIND -> "Look for that scan; this one is applied after it.";
      case UNKNOWN_UNIT ->
          "Ask who sent it for the events of commissioning and shipping; treat the pack as suspect until they are there.";
      case UNKNOWN_EVENT ->
          "Declare the event with the very content that was captured; only who captured it can declare it.";
      case NOT_IN_CUSTODY -> "Receive it first.";
      case IN_TRANSIT -> "Only the recipient can go on with it; ask the recipient to receive it.";
      case NOT_OFFERED -> "Ask the sender for the shipping event; look at GET /api/v1/offers.";
      case IN_ANOTHER_UNIT -> "Unpack it first, or use the outer unit's code.";
      case NOT_INSIDE -> "Check which container was scanned.";
      case CONFINED ->
          "Send it from where it happened, or ask your administrator; an event says where it happened (readPoint or bizLocation).";
    };
  }
}
