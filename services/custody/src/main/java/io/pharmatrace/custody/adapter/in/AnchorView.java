package io.pharmatrace.custody.adapter.in;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.anchoring.AnchoredEntry;
import io.pharmatrace.anchoring.EntryStatus.Anchored;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.LoggedEntry;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an event is anchored. All but the status is absent while it is pending.
 *
 * @param status pending or anchored
 * @param organisation the author's identifier on chain
 * @param sequence number of the commitment in the author's log
 * @param block block number
 * @param transaction transaction hash
 * @param proof inclusion of the entry in the root that the commitment put on chain
 */
@Serdeable
record AnchorView(
    String status,
    @Nullable String organisation,
    @Nullable Long sequence,
    @Nullable Long block,
    @Nullable String transaction,
    @Nullable ProofView proof) {
  static final AnchorView PENDING = new AnchorView("pending", null, null, null, null, null);

  /**
   * An inclusion proof (RFC 9162, section 2.1.3); hashes and entry as 0x and hex digits.
   *
   * @param entry the 98 bytes of the log entry; absent for who sees only a part of the event,
   *     because with them a guess of the rest could be tried
   * @param leaf hash of the entry, 32 bytes, which is what the log holds
   * @param leafIndex its place in the log, from 0
   * @param logSize leaves of the log at the commitment
   * @param logRoot root of the log at that size, as on chain
   * @param path the hashes beside the path from leaf to root, leaf first
   */
  @Serdeable
  record ProofView(
      @Nullable String entry,
      String leaf,
      long leafIndex,
      long logSize,
      String logRoot,
      List<String> path) {}

  /**
   * A view.
   *
   * @param whole whether the asker sees all of the event
   */
  static AnchorView of(AnchoredEntry proof, boolean whole) {
    Anchored anchored = proof.anchored();
    LoggedEntry logged = proof.logged();
    return new AnchorView(
        "anchored",
        hex(anchored.organisation()),
        anchored.sequence(),
        anchored.blockNumber(),
        hex(anchored.transactionHash()),
        new ProofView(
            whole ? "0x" + HexFormat.of().formatHex(logged.entry().encode()) : null,
            hex(logged.entry().leafHash()),
            anchored.leafIndex(),
            anchored.logSize(),
            hex(anchored.logRoot()),
            logged.proof().path().stream().map(AnchorView::hex).toList()));
  }

  private static String hex(Bytes32 value) {
    return "0x" + value.hex();
  }
}
