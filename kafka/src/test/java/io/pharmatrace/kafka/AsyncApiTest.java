package io.pharmatrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description that others read says what is so. */
class AsyncApiTest {
  private static final Path FILE = Path.of("asyncapi.yaml");

  @SuppressWarnings("NullAway.Init")
  private static JsonNode description;

  @BeforeAll
  static void read() throws IOException {
    description = new ObjectMapper(new YAMLFactory()).readTree(FILE.toFile());
  }

  @Test
  void everyTopicIsDescribedAndNoOther() {
    List<String> addresses =
        description.path("channels").valueStream().map(c -> c.path("address").asText()).toList();

    assertThat(addresses)
        .containsExactlyInAnyOrderElementsOf(Topics.all().stream().map(TopicSpec::name).toList());
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    List<String> references = description.findValuesAsText("$ref");

    assertThat(references).isNotEmpty().allMatch(this::leadsSomewhere);
  }

  @Test
  void exampleOfAScanHasWhatItsSchemaRequiresAndNothingElse() throws IOException {
    JsonNode scan = description.at("/components/messages/scan");
    JsonNode schema =
        new ObjectMapper().readTree(Path.of(scan.at("/payload/$ref").asText()).toFile());
    JsonNode example = scan.at("/examples/0/payload");

    assertThat(schema.path("required").valueStream().map(JsonNode::asText))
        .allMatch(example::hasNonNull);
    assertThat(example.fieldNames())
        .toIterable()
        .allMatch(name -> schema.path("properties").has(name));
    assertThat(schema.at("/properties/bizStep/enum").valueStream().map(JsonNode::asText))
        .contains(example.path("bizStep").asText());
  }

  private boolean leadsSomewhere(String reference) {
    return reference.startsWith("#")
        ? !description.at(reference.substring(1)).isMissingNode()
        : Path.of(reference).toFile().isFile();
  }
}
