package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Release of page tokens (EPCIS 2.0, /nextPageToken/{token}), which is optional. */
@Tag(name = "query")
@Controller("/epcis/v2/nextPageToken")
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class PageTokenController {
  /**
   * Not offered: a token holds all that there is to it, so nothing could be released.
   *
   * @param token of a link to a next page
   */
  @Delete("/{token}")
  HttpResponse<?> release(String token) {
    throw new ApiException(
        ErrorCode.NOT_IMPLEMENTED, "A page token holds nothing here; it expires by itself.");
  }
}
