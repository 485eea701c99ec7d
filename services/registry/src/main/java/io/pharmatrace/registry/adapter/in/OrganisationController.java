package io.pharmatrace.registry.adapter.in;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.application.Directory;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Organisations, their sites and users; written by administrators. */
@Tag(name = "registry")
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.Names.ADMINISTRATOR)
class OrganisationController {
  private final Directory directory;

  OrganisationController(Directory directory) {
    this.directory = directory;
  }

  /** An organisation as it is registered. */
  @Serdeable
  record NewOrganisation(
      @NotBlank @Size(max = 200) String name,
      @NotBlank String role,
      @Nullable @Size(max = 50) List<String> companyPrefixes) {}

  /**
   * A site.
   *
   * @param country ISO 3166-1 alpha-2; decides which recalls of single markets count there
   */
  @Serdeable
  record NewSite(@NotBlank @Size(max = 200) String name, @Nullable String country) {}

  /**
   * A user of an organisation.
   *
   * @param site GLN of the site where the user works; what the user does is done there
   */
  @Serdeable
  record NewUser(
      @NotBlank @Size(max = 200) String name,
      @NotBlank String organisation,
      @NotEmpty @Size(max = 5) Set<String> roles,
      @NotNull @Size(min = 12, max = 200) String password,
      @Nullable String site) {}

  /** Registers an organisation by its GLN, or brings its record up to date. */
  @Put("/organisations/{gln}")
  @Status(HttpStatus.NO_CONTENT)
  void put(Gln gln, @Valid @Body NewOrganisation body) {
    try {
      directory.putOrganisation(
          gln,
          body.name(),
          role(body.role()),
          body.companyPrefixes() == null ? List.of() : body.companyPrefixes());
    } catch (IllegalArgumentException e) {
      throw new ApiException(ErrorCode.INVALID_VALUE, String.valueOf(e.getMessage()));
    }
  }

  /** Registers a site of an organisation. */
  @Put("/organisations/{gln}/sites/{site}")
  @Status(HttpStatus.NO_CONTENT)
  void putSite(Gln gln, Gln site, @Valid @Body NewSite body) {
    directory.putSite(
        gln, site, body.name(), body.country() == null ? null : Inputs.country(body.country()));
  }

  /** Registers a user of an organisation. */
  @Put("/users/{username}")
  @Status(HttpStatus.NO_CONTENT)
  void putUser(@Size(min = 1, max = 64) String username, @Valid @Body NewUser body) {
    if (username.equals("admin")) {
      throw new ApiException(ErrorCode.CONFLICT, "The first administrator cannot be changed here.");
    }
    directory.putUser(
        username,
        body.name(),
        Inputs.require(Gln::parse, body.organisation()),
        body.roles().stream().map(OrganisationController::role).collect(Collectors.toSet()),
        body.password(),
        body.site() == null ? null : Inputs.require(Gln::parse, body.site()));
  }

  private static Role role(String text) {
    try {
      return Role.of(text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE,
          "A role is one of manufacturer, distributor, pharmacist, regulator, administrator.");
    }
  }
}
