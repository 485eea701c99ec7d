package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The versions of EPCIS and CBV in the headers of a request (EPCIS 2.0 section 8.2 and its OpenAPI
 * description): what the caller takes, GS1-EPCIS-Min to GS1-EPCIS-Max, and what it sends,
 * GS1-EPCIS-Version. Everything is offered in 2.0.0, events in XML also in 1.2.0.
 */
final class Versions {
  static final String LATEST = "2.0.0";
  static final String OLDEST = "1.2.0";

  /** The header that names the version of EPCIS in a body. */
  static final String EPCIS = "GS1-EPCIS-Version";

  /** The header that names the version of CBV in a body. */
  static final String CBV = "GS1-CBV-Version";

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,9}");

  /** GET /events, one event, and the events of whatever else there is. */
  private static final Pattern EVENTS =
      Pattern.compile("/epcis/v2(/events(/[^/]+)?|/[^/]+/[^/]+/events(/socket)?)");

  private Versions() {}

  /**
   * In which version an answer is wanted.
   *
   * @return {@link #LATEST} if the caller takes it, else {@link #OLDEST}
   * @throws ApiException NOT_ACCEPTABLE if there is none that he takes; INVALID_VALUE if a header
   *     is no version
   */
  static String wanted(HttpRequest<?> request) {
    boolean events = EVENTS.matcher(request.getPath()).matches();
    for (String version : events ? new String[] {LATEST, OLDEST} : new String[] {LATEST}) {
      if (holds(request, "GS1-EPCIS", version) && holds(request, "GS1-CBV", version)) {
        return version;
      }
    }
    throw new ApiException(
        ErrorCode.NOT_ACCEPTABLE,
        "EPCIS and CBV are offered here in version 2.0.0"
            + (events ? ", and in XML also in 1.2.0." : "."));
  }

  /**
   * Refuses a body of a version that is not understood.
   *
   * @throws ApiException UNSUPPORTED_MEDIA_TYPE; INVALID_VALUE if a header is no version
   */
  static void checkBody(HttpRequest<?> request) {
    boolean xml =
        request.getContentType().map(MediaType::getSubtype).filter("xml"::equals).isPresent();
    for (String header : new String[] {EPCIS, CBV}) {
      int @Nullable [] sent = numbers(request, header);
      boolean known =
          sent == null
              || Arrays.equals(sent, numbers(LATEST))
              || (xml && Arrays.equals(sent, numbers(OLDEST)));
      if (!known) {
        throw new ApiException(
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            header + ": 2.0.0 is understood, and in XML also 1.2.0.");
      }
    }
  }

  private static boolean holds(HttpRequest<?> request, String standard, String version) {
    int @Nullable [] least = numbers(request, standard + "-Min");
    int @Nullable [] most = numbers(request, standard + "-Max");
    int[] offered = numbers(version);
    return (least == null || Arrays.compare(least, offered) <= 0)
        && (most == null || Arrays.compare(offered, most) <= 0);
  }

  private static int @Nullable [] numbers(HttpRequest<?> request, String header) {
    Optional<String> text = request.getHeaders().findFirst(header).map(String::strip);
    if (text.isEmpty()) {
      return null;
    }
    if (!VERSION.matcher(text.get()).matches()) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE, header + " is no version, which has numbers and dots: 2.0.0.");
    }
    return numbers(text.get());
  }

  /** Without zeros at the end, as 2.0 is 2.0.0. */
  private static int[] numbers(String version) {
    return Arrays.stream(version.replaceFirst("(\\.0+)+$", "").split("\\.", -1))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
