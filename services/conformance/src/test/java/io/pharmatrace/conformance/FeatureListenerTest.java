package io.pharmatrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class FeatureListenerTest {
  private static final String SHOWN_BY = "some: FeatureListenerTest";

  @TempDir Path root;

  @Test
  void eachCaseCountsForTheNearestFeature() throws IOException {
    run(Sample.class, "7");

    assertThat(Records.of(root, "7"))
        .containsExactlyInAnyOrder(
            new Tally(Standard.EPCIS, "7", "of the class", SHOWN_BY, 1 + 2, 0, 0),
            new Tally(Standard.EPCIS, "7.1", "of a nested class", SHOWN_BY, 1, 0, 0),
            new Tally(Standard.EPCIS, "7.2", "of a method", SHOWN_BY, 3, 0, 1));
  }

  @Test
  void propertyCountsOnce() throws IOException {
    run(PropertySample.class, "7");

    assertThat(Records.of(root, "7"))
        .containsExactly(new Tally(Standard.CBV, "8.9", "hash", SHOWN_BY, 0, 1, 0));
  }

  @Test
  void otherRunsAndRunsWithoutNameLeaveNothing() throws IOException {
    run(Sample.class, "");
    run(Sample.class, "6");

    assertThat(Records.of(root, "7")).isEmpty();
    assertThat(root.resolve("services/some/target/conformance")).isDirectoryContaining("glob:**6");
  }

  private void run(Class<?> tests, String run) throws IOException {
    Path module = Files.createDirectories(root.resolve("services/some"));
    LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build())
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(List.of(DiscoverySelectors.selectClass(tests)))
                .build(),
            new FeatureListener(module, run));
  }

  @Feature(standard = Standard.EPCIS, section = "7", name = "of the class")
  static class Sample {
    @Test
    void passes() {}

    @Test
    void isLeftOut() {
      Assumptions.abort();
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
      return Stream.of("a", "b").map(name -> DynamicTest.dynamicTest(name, () -> {}));
    }

    @Feature(standard = Standard.EPCIS, section = "7.2", name = "of a method")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void parameterised(int number) {
      assertThat(number).isLessThan(4);
    }

    @Nested
    @Feature(standard = Standard.EPCIS, section = "7.1", name = "of a nested class")
    class Inner {
      @Test
      void passes() {}
    }
  }

  @Feature(standard = Standard.CBV, section = "8.9", name = "hash")
  static class PropertySample {
    @Property(tries = 20)
    void holds(@ForAll int number) {
      assertThat((long) number + 1).isGreaterThan(number);
    }
  }
}
