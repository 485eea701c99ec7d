package io.pharmatrace.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppHealthTest {
  @Test
  void upIsNoProblem() throws Exception {
    assertThat(problem("{'status':'UP','details':{'jdbc':{'status':'UP'}}}")).isEmpty();
  }

  @Test
  void deadDatabaseIsNamedInWordsWithItsDetail() throws Exception {
    assertThat(
            problem(
                "{'status':'DOWN','details':{'jdbc':{'status':'DOWN','details':"
                    + "{'error':'connection refused'}},'diskSpace':{'status':'UP'}}}"))
        .contains("it cannot use the database (connection refused)");
  }

  @Test
  void eachIllnessIsNamed() throws Exception {
    assertThat(
            problem(
                "{'status':'DOWN','details':{'kafka':{'status':'DOWN'},"
                    + "'diskSpace':{'status':'DOWN'}}}"))
        .contains("it cannot reach the broker; the disk is full");
  }

  @Test
  void stuckLoopIsNamedAndTheOthersAreNot() throws Exception {
    assertThat(
            problem(
                "{'status':'DOWN','details':{'work':{'status':'DOWN','details':"
                    + "{'outbox':'broker away','seal':'ok'}}}}"))
        .contains("background work is stuck (broker away)");
  }

  @Test
  void downWithoutDetailsIsStillAProblem() throws Exception {
    assertThat(problem("{'status':'DOWN'}")).contains("it says DOWN and not why");
  }

  private static Optional<String> problem(String json) throws Exception {
    return AppHealth.problem(JsonMapper.builder().build().readTree(json.replace('\'', '"')));
  }
}
