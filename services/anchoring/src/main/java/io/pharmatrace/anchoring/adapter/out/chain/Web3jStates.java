package io.pharmatrace.anchoring.adapter.out.chain;

import io.pharmatrace.anchoring.application.ChainException;
import io.pharmatrace.anchoring.application.StateReader;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Words;
import io.pharmatrace.transparency.evidence.Bytes;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthGetProof;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;
import org.web3j.utils.Numeric;

/** Headers and state proofs through JSON-RPC. */
@Singleton
final class Web3jStates implements StateReader {
  /**
   * The fields of a header in their order, up to the fork of Prague; numbers are marked. A node
   * leaves out those that its chain's fork does not have, which are the last.
   */
  private static final List<String> FIELDS =
      List.of(
          "parentHash",
          "sha3Uncles",
          "miner",
          "stateRoot",
          "transactionsRoot",
          "receiptsRoot",
          "logsBloom",
          "#difficulty",
          "#number",
          "#gasLimit",
          "#gasUsed",
          "#timestamp",
          "extraData",
          "mixHash",
          "nonce",
          "#baseFeePerGas",
          "withdrawalsRoot",
          "#blobGasUsed",
          "#excessBlobGas",
          "parentBeaconBlockRoot",
          "requestsHash");

  private final Node node;

  Web3jStates(Node node) {
    this.node = node;
  }

  /** All that a node says of a block, whatever its fork. */
  static final class RawBlock extends Response<Map<String, Object>> {}

  @Override
  public Header header(long block) {
    Map<String, Object> fields =
        node.get(
                node.request("eth_getBlockByNumber", List.of(number(block), false), RawBlock.class))
            .getResult();
    if (fields == null) {
      throw new ChainException("the node has no block " + block);
    }
    List<RlpType> items = new ArrayList<>();
    for (String field : FIELDS) {
      boolean isNumber = field.startsWith("#");
      if (fields.get(isNumber ? field.substring(1) : field) instanceof String hex) {
        items.add(
            isNumber
                ? RlpString.create(Numeric.toBigInt(hex))
                : RlpString.create(Numeric.hexStringToByteArray(hex)));
      }
    }
    return new Header(
        Bytes.of(RlpEncoder.encode(new RlpList(items))),
        Bytes32.fromHex(String.valueOf(fields.get("hash"))));
  }

  @Override
  public State state(long block, Address contract, List<Bytes32> slots) {
    EthGetProof.Proof proof =
        node.get(
                node.web3j()
                    .ethGetProof(
                        contract.hex(),
                        slots.stream().map(slot -> "0x" + slot.hex()).toList(),
                        number(block)))
            .getProof();
    Map<Bytes32, Slot> proven = new HashMap<>();
    for (EthGetProof.StorageProof each : proof.getStorageProof()) {
      // Besu leaves leading zeros out, and has its own order: a slot is found by its number.
      proven.put(
          Words.uint(Numeric.toBigInt(each.getKey())),
          new Slot(Numeric.toBigInt(each.getValue()), nodes(each.getProof())));
    }
    return new State(nodes(proof.getAccountProof()), Map.copyOf(proven));
  }

  private static List<Bytes> nodes(List<String> hex) {
    return hex.stream().map(each -> Bytes.of(HexFormat.of().parseHex(each.substring(2)))).toList();
  }

  private static String number(long block) {
    return DefaultBlockParameter.valueOf(BigInteger.valueOf(block)).getValue();
  }
}
