package io.pharmatrace.anchoring;

import io.micronaut.context.annotation.Factory;
import io.pharmatrace.platform.FeatureSchema;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Declares the schema of this feature. */
@Factory
final class AnchoringModule {
  @Singleton
  @Named("anchoring")
  FeatureSchema anchoringSchema() {
    return new FeatureSchema("anchoring", 20);
  }
}
