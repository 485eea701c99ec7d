package io.pharmatrace.registry;

import io.micronaut.context.annotation.Factory;
import io.pharmatrace.platform.FeatureSchema;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Declares the schema of this feature. */
@Factory
final class RegistryModule {
  @Singleton
  @Named("registry")
  FeatureSchema registrySchema() {
    return new FeatureSchema("registry", 10);
  }
}
