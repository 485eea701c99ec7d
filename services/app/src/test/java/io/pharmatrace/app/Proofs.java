package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.ChainReader.Commitment;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.InclusionProof;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks the proofs of a trace answer against what was read back from the chain. */
final class Proofs {
  private Proofs() {}

  /** Whether every step of the journey is anchored by now. */
  static boolean anchored(JsonNode journey) {
    return journey.get("steps").findValuesAsText("status").stream().allMatch("anchored"::equals);
  }

  /** Fails unless each step's entry is proved into the root that its commitment put on chain. */
  static void check(JsonNode journey, Map<Bytes32, Map<Long, Commitment>> onChain) {
    for (JsonNode step : journey.get("steps")) {
      JsonNode anchoring = step.get("anchoring");
      Bytes32 organisation = Bytes32.fromHex(anchoring.get("organisation").asText());
      Commitment commitment =
          Objects.requireNonNull(
              Objects.requireNonNull(onChain.get(organisation), "organisation on chain")
                  .get(anchoring.get("sequence").asLong()),
              "sequence on chain");
      JsonNode proof = anchoring.get("proof");
      assertThat(proof.get("logSize").asLong()).isEqualTo(commitment.logSize());
      Entry entry = Entry.decode(HexFormat.of().parseHex(proof.get("entry").asText().substring(2)));
      assertThat(Bytes32.fromHex(proof.get("leaf").asText())).isEqualTo(entry.leafHash());
      List<Bytes32> path = new ArrayList<>();
      proof.get("path").forEach(hash -> path.add(Bytes32.fromHex(hash.asText())));
      InclusionProof inclusion =
          new InclusionProof(proof.get("leafIndex").asLong(), commitment.logSize(), path);
      assertThat(inclusion.verify(entry.leafHash(), commitment.logRoot()))
          .as("%s of %s", step.get("bizStep"), step.get("organisation"))
          .isTrue();
    }
  }
}
