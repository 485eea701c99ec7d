package io.pharmatrace.records;

import io.micronaut.context.annotation.Factory;
import io.pharmatrace.platform.FeatureSchema;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Declares the schema of this feature. */
@Factory
final class RecordsModule {
  @Singleton
  @Named("records")
  FeatureSchema recordsSchema() {
    return new FeatureSchema("records", 50);
  }
}
