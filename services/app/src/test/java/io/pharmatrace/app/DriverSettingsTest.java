package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.core.type.Argument;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the configuration says to the database's driver reaches it. */
class DriverSettingsTest {
  /** {@link java.util.Properties#getProperty}, by which the driver reads, passes over others. */
  @Test
  void everySettingIsText() {
    try (Environment environment = ApplicationContext.builder().build().getEnvironment().start()) {
      Map<String, Object> settings =
          environment
              .getProperty(
                  "datasources.default.data-source-properties",
                  Argument.mapOf(String.class, Object.class))
              .orElseThrow();
      assertThat(settings).isNotEmpty();
      assertThat(settings.values()).allMatch(String.class::isInstance);
    }
  }
}
