package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.domain.DeployedContracts;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import java.util.HexFormat;
import java.util.List;

/** What governors decide in tests. */
final class Governance {
  private Governance() {}

  static io.pharmatrace.contracts.OrganisationRegistry registry(Installation installation) {
    return installation.get(Wrappers.class).registry(contracts(installation).registry());
  }

  static DeployedContracts contracts(Installation installation) {
    return installation.get(ChainLink.class).target().contracts();
  }

  /** Two of the three governors approve a call of the registry. */
  static void call(Installation installation, String call) {
    call(installation, contracts(installation).registry(), call);
  }

  /** Two of the three governors approve a call of a contract. */
  static void call(Installation installation, Address target, String call) {
    Transactions transactions = installation.get(Transactions.class);
    Chain chain = installation.get(Chain.class);
    DeployedContracts contracts = contracts(installation);
    String approval =
        installation
            .get(Wrappers.class)
            .governors(contracts.governors())
            .approve(
                Bytes32.ZERO.bytes(), target.hex(), HexFormat.of().parseHex(call, 2, call.length()))
            .encodeFunctionCall();
    for (Signer governor : installation.get(Keys.class).governors(3).subList(0, 2)) {
      transactions.perform(
          List.of(
              Transactions.sign(
                  governor,
                  chain.identity().chainId(),
                  chain.transactionCount(governor.address()),
                  1_000_000,
                  contracts.governors(),
                  approval)));
    }
  }
}
