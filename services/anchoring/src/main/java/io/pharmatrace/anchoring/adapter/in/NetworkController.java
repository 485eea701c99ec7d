package io.pharmatrace.anchoring.adapter.in;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.pharmatrace.anchoring.Evidence;
import io.pharmatrace.anchoring.application.ChainException;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.nio.charset.StandardCharsets;

/**
 * The facts of the network that an auditor pins. Anyone may ask: they are no secret, and are to be
 * compared with those from elsewhere.
 */
@Controller("/api/v1/chain/network")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_ANONYMOUS)
final class NetworkController {
  private final Evidence evidence;

  NetworkController(Evidence evidence) {
    this.evidence = evidence;
  }

  /**
   * The network file for evidence verify: chain id, addresses of the contracts, the validators at
   * genesis, and those of where the last epoch began; a development chain has none.
   */
  @Get
  String network() {
    try {
      return new String(
          evidence
              .network()
              .orElseThrow(
                  () -> new ApiException(ErrorCode.UNAVAILABLE, "No chain is in use here now."))
              .write(),
          StandardCharsets.UTF_8);
    } catch (ChainException e) {
      throw new ApiException(ErrorCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }
}
