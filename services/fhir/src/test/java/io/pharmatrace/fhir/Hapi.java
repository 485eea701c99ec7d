package io.pharmatrace.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** The reference validator, with R4 as it comes with it: nothing is fetched. Made once. */
public final class Hapi {
  public static final FhirContext CONTEXT = FhirContext.forR4Cached();
  public static final DefaultProfileValidationSupport DEFINITIONS =
      new DefaultProfileValidationSupport(CONTEXT);
  public static final ValidationSupportChain SUPPORT = support();
  private static final Set<ResultSeverityEnum> BAD =
      EnumSet.of(ResultSeverityEnum.ERROR, ResultSeverityEnum.FATAL);
  private static final FhirValidator VALIDATOR = validator();

  private Hapi() {}

  /** The errors that the validator finds; warnings, as of unknown code systems, are none. */
  public static List<String> errors(String json) {
    return VALIDATOR.validateWithResult(json).getMessages().stream()
        .filter(one -> BAD.contains(one.getSeverity()))
        .map(one -> one.getLocationString() + ": " + one.getMessage())
        .toList();
  }

  private static ValidationSupportChain support() {
    return new ValidationSupportChain(
        DEFINITIONS,
        new CommonCodeSystemsTerminologyService(CONTEXT),
        new InMemoryTerminologyServerValidationSupport(CONTEXT));
  }

  private static FhirValidator validator() {
    FhirInstanceValidator module = new FhirInstanceValidator(SUPPORT);
    module.setAnyExtensionsAllowed(false);
    return CONTEXT.newValidator().registerValidatorModule(module);
  }
}
