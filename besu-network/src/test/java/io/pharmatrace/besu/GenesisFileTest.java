package io.pharmatrace.besu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pharmatrace.process.ProcessFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the genesis file of a recorded network of four validators. */
class GenesisFileTest {
  private static final Path RECORDED = Path.of("src/test/resources/recorded/genesis.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @Test
  void firstValidatorsAreInTheExtraData() {
    assertThat(GenesisFile.read(RECORDED).validators())
        .containsExactly(
            "0x06a7210592214c7c19dfa471e3c4d6f77bf1e5ed",
            "0x417a98b63bf2f732cfe598a696e1bc50746043de",
            "0xaebdc1a1a65ac1c6e5bca9a01c12cd58727ad26c",
            "0x3f4ac019599cbd1174cd11b6f14ae35bdca2d33b");
  }

  @Test
  void aNetworkLikeOursIsTaken() {
    assertThat(GenesisFile.read(RECORDED).problems(1337)).isEmpty();
  }

  @Test
  void eachThingThatWeCannotLiveOnIsNamed() throws IOException {
    assertProblem(g -> config(g).put("chainId", 1), "its chain id is 1, not 1337");
    assertProblem(g -> config(g).remove("qbft"), "its consensus is not QBFT");
    assertProblem(
        g -> config(g).withObject("/qbft").put("validatorcontractaddress", "0x8888"),
        "its validators stand in a contract");
    assertProblem(g -> g.put("extraData", "0x00"), "its extraData names no validators");
    assertProblem(g -> config(g).withObject("/qbft").put("epochlength", 10), "epochlength is 10");
    assertProblem(g -> config(g).remove("zeroBaseFee"), "a base fee");
    assertProblem(g -> g.put("baseFeePerGas", "0x3b9aca00"), "a base fee");
    assertProblem(g -> g.remove("baseFeePerGas"), "a base fee");
    assertProblem(g -> g.put("gasLimit", "0x47e7c4"), "a block of 4712388 gas has no room");
    assertProblem(g -> config(g).remove("cancunTime"), "from before Cancun");
    assertProblem(g -> config(g).put("cancunTime", 4_000_000_000L), "from before Cancun");
    assertProblem(g -> config(g).put("pragueTime", 0), "from after Cancun (pragueTime)");
  }

  @Test
  void whatIsNoGenesisFileIsSaidSo() throws IOException {
    assertThatThrownBy(() -> GenesisFile.read(directory.resolve("none")))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("there is no genesis file");
    Path text = Files.writeString(directory.resolve("text"), "no JSON");
    assertThatThrownBy(() -> GenesisFile.read(text))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessageContaining("it is no JSON");
  }

  private void assertProblem(Consumer<ObjectNode> change, String words) throws IOException {
    ObjectNode genesis = (ObjectNode) JSON.readTree(RECORDED.toFile());
    change.accept(genesis);
    Path file = Files.write(directory.resolve("genesis.json"), JSON.writeValueAsBytes(genesis));
    List<String> problems = GenesisFile.read(file).problems(1337);
    assertThat(problems).singleElement().asString().contains(words);
  }

  private static ObjectNode config(ObjectNode genesis) {
    return (ObjectNode) genesis.get("config");
  }
}
