package io.pharmatrace.anchoring.adapter.in;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.anchoring.application.ChainHead;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.ConsentRegistryLink;
import io.pharmatrace.anchoring.application.RecallBoardLink;
import io.pharmatrace.anchoring.domain.DeployedContracts;
import io.pharmatrace.transparency.Address;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which chain is in use. Anyone may ask: whoever judges a proof must know it, and it is no secret.
 */
@Controller("/api/v1/chain")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
final class ChainController {
  /**
   * The chain in use; with a fault, the one that this installation belongs to, if there is one.
   *
   * @param client what the node answers to {@code web3_clientVersion}; absent with a fault
   * @param development true when it is no chain with consensus; absent with a fault
   * @param chainId EIP-155
   * @param genesis hash of block 0; on a development chain of block 1
   * @param block newest block seen; absent with a fault
   * @param governors contract through which the governors act
   * @param registry OrganisationRegistry
   * @param ledger CustodyLedger
   * @param successor the ledger in favour of which governors froze ours; absent while ours takes
   *     commitments
   * @param recallBoard RecallBoard; absent until it is known
   * @param consentRegistry ConsentRegistry; absent until it is known
   * @param relays accounts that have sent transactions for this installation
   * @param fault why there is no chain in use; absent when there is one
   */
  @Serdeable
  record ChainView(
      @Nullable String client,
      @Nullable Boolean development,
      @Nullable Long chainId,
      @Nullable String genesis,
      @Nullable Long block,
      @Nullable String governors,
      @Nullable String registry,
      @Nullable String ledger,
      @Nullable String successor,
      @Nullable String recallBoard,
      @Nullable String consentRegistry,
      List<String> relays,
      @Nullable String fault) {}

  private final ChainLink link;
  private final ChainHead head;
  private final RecallBoardLink board;
  private final ConsentRegistryLink consents;

  ChainController(
      ChainLink link, ChainHead head, RecallBoardLink board, ConsentRegistryLink consents) {
    this.link = link;
    this.head = head;
    this.board = board;
    this.consents = consents;
  }

  /** The chain in use, or which one should be and why it is not. */
  @Get
  ChainView chain() {
    return link.ready()
        .map(
            target ->
                new ChainView(
                    target.identity().clientVersion(),
                    target.identity().isDevelopment(),
                    target.identity().chainId(),
                    "0x" + target.identity().genesisHash().hex(),
                    head.newest(),
                    target.contracts().governors().hex(),
                    target.contracts().registry().hex(),
                    target.contracts().ledger().hex(),
                    target.successor().map(Address::hex).orElse(null),
                    board.address().map(Address::hex).orElse(null),
                    consents.address().map(Address::hex).orElse(null),
                    relays(),
                    null))
        .orElseGet(this::withFault);
  }

  private ChainView withFault() {
    Optional<ChainLink.Recorded> ours = link.recorded();
    Optional<DeployedContracts> contracts = ours.map(ChainLink.Recorded::contracts);
    return new ChainView(
        null,
        null,
        ours.map(ChainLink.Recorded::chainId).orElse(null),
        ours.map(each -> "0x" + each.genesis().hex()).orElse(null),
        null,
        contracts.map(each -> each.governors().hex()).orElse(null),
        contracts.map(each -> each.registry().hex()).orElse(null),
        contracts.map(each -> each.ledger().hex()).orElse(null),
        null,
        board.address().map(Address::hex).orElse(null),
        consents.address().map(Address::hex).orElse(null),
        relays(),
        link.fault().orElse("unknown"));
  }

  private List<String> relays() {
    return link.relays().stream().map(Address::hex).toList();
  }
}
