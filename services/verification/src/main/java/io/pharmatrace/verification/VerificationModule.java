package io.pharmatrace.verification;

import io.micronaut.context.annotation.Factory;
import io.pharmatrace.platform.FeatureSchema;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Declares the schema of this feature, whose statements join the views of all others. */
@Factory
final class VerificationModule {
  @Singleton
  @Named("verification")
  FeatureSchema verificationSchema() {
    return new FeatureSchema("verification", 40);
  }
}
