package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QbftGenesisTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void isTheGenesisOfTheNetworkThatRanExceptWhereMeantOtherwise() throws IOException {
    ObjectNode recorded =
        (ObjectNode) JSON.readTree(Path.of("src/test/resources/recorded/genesis.json").toFile());
    // The recording let contracts be of any size, named rich accounts, and had a gas limit under
    // which a full block takes longer than a round; Besu's generator adds the validators.
    ((ObjectNode) recorded.path("config")).remove("contractSizeLimit");
    recorded.remove(List.of("alloc", "gasLimit", "extraData"));

    ObjectNode ours =
        (ObjectNode) JSON.readTree(QbftGenesis.generatorInput(1337, 4)).path("genesis");
    assertThat(ours.path("gasLimit").asText()).isEqualTo("0x" + Long.toHexString(100_000_000));
    assertThat(ours.path("alloc").isEmpty()).isTrue();
    ours.remove(List.of("alloc", "gasLimit"));

    assertThat((JsonNode) ours).isEqualTo(recorded);
  }

  @Test
  void namesChainAndNumberOfValidators() throws IOException {
    JsonNode input = JSON.readTree(QbftGenesis.generatorInput(4711, 4));

    assertThat(input.at("/genesis/config/chainId").asLong()).isEqualTo(4711);
    assertThat(input.at("/blockchain/nodes/generate").asBoolean()).isTrue();
    assertThat(input.at("/blockchain/nodes/count").asInt()).isEqualTo(4);
  }
}
