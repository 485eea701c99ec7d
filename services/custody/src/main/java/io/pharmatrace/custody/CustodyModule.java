package io.pharmatrace.custody;

import io.micronaut.context.annotation.Factory;
import io.pharmatrace.platform.FeatureSchema;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Declares the schema of this feature; after {@code anchoring}, whose views its queries join. */
@Factory
final class CustodyModule {
  @Singleton
  @Named("custody")
  FeatureSchema custodySchema() {
    return new FeatureSchema("custody", 30);
  }
}
