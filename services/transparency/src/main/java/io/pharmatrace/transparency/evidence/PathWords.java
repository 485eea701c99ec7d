package io.pharmatrace.transparency.evidence;

import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.PathVerdict.Flaw;
import java.util.Locale;

/** What is wrong with a path, for a person. */
final class PathWords {
  private PathWords() {}

  /**
   * Which part of the path.
   *
   * @param hop from 1; 0 for the origin, and one more than there are for the end
   */
  static String place(int hop, CustodyPath path) {
    if (hop == 0) {
      return "The batch";
    }
    return hop > path.hops().size()
        ? "The end of the path"
        : "Step %d of the path (%s)"
            .formatted(
                hop, path.hops().get(hop - 1).getClass().getSimpleName().toLowerCase(Locale.ROOT));
  }

  static String of(Flaw flaw) {
    return switch (flaw) {
      case OTHER_UNIT_ASKED -> "it is about another pack.";
      case NO_COMMITMENT -> "a commitment on which it rests is not shown.";
      case NOT_IN_LOG -> "the entry is not in the log that was committed.";
      case OTHER_TYPE -> "the entry is of another type.";
      case COMMITTED_BEFORE -> "it was committed before the commitment that is shown.";
      case NOT_ENTITLED -> "the pack is not under the company prefix of its maker.";
      case NOTE_FROM_NOWHERE -> "the entry did not make the note that is shown.";
      case NOT_IN_PLACE -> "the pack is not where it is said to be.";
      case NOT_CLOSED_THERE -> "the holder did not close the slot there.";
      case CLOSED_BEFORE_MADE -> "the slot was closed before what made it was committed.";
      case OTHER_BINDING -> "the slot was closed for something else.";
      case OTHER_STEP -> "it is not what follows from that slot.";
      case LEADS_ELSEWHERE -> "it leads to another place.";
      case OTHER_UNIT -> "it leads to another pack, or to other contents.";
      case OTHER_HOLDER -> "the new note is of an organisation that it must not be.";
      case OTHER_HANDOVER -> "offer, acceptance and handover do not belong together.";
      case WAY_BACK_HIDDEN -> "its end may have been undone, and that is not shown.";
      case OTHER_REACTIVATION -> "it undoes something else.";
      case NOT_IN_TIME -> "it was undone later than is allowed.";
      case AFTER_THE_END -> "something follows after the end.";
      case WENT_ON -> "the pack has gone on from there.";
    };
  }
}
