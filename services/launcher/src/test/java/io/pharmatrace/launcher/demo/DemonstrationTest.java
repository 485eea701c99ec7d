package io.pharmatrace.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class DemonstrationTest {
  @Test
  void loginsAreTheUsersOfTheCastWithTheirOrganisations() throws Exception {
    String cast =
        """
        {"organisations": [
          {"name": "Linden-Apotheke", "role": "pharmacist",
           "users": [{"username": "linden", "name": "Anna Weber"}]},
          {"name": "Nobody's", "role": "distributor", "users": []}]}
        """;

    assertThat(Demonstration.logins(JsonMapper.builder().build().readTree(cast)))
        .containsExactly(new Login("linden", "Anna Weber", "Linden-Apotheke", "pharmacist"));
  }
}
