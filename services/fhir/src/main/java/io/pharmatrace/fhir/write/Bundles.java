package io.pharmatrace.fhir.write;

import io.pharmatrace.fhir.FhirTime;
import io.pharmatrace.fhir.Json;
import io.pharmatrace.fhir.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes Bundle resources: results of a search, versions of a resource. What stands in them, and
 * whether a total may be told, is the caller's to decide: here nothing is filtered.
 */
public final class Bundles {

  /** Why an entry is among the results. */
  public enum Mode {
    /** It is what was asked for. */
    MATCH("match"),
    /** It was asked for beside the matches ({@code _include}). */
    INCLUDE("include"),
    /** It says something about the search. */
    OUTCOME("outcome");

    private final String code;

    Mode(String code) {
      this.code = code;
    }
  }

  /**
   * One result of a search.
   *
   * @param fullUrl its address without version
   */
  public record Found(String fullUrl, Resource resource, Mode mode) {

    /** What is said of the search itself; it has no address, and R4 wants one: a UUID. */
    public static Found outcome(Resource outcome) {
      UUID uuid = UUID.nameUUIDFromBytes(outcome.bytes());
      return new Found("urn:uuid:" + uuid, outcome, Mode.OUTCOME);
    }
  }

  /**
   * One version of a resource.
   *
   * @param fullUrl address of the resource, without version
   * @param id {@code Type/id}
   * @param resource null for a version that was erased
   * @param version number of the version, from 1
   * @param at when it was stored or erased
   */
  public record Version(
      String fullUrl, String id, @Nullable Resource resource, int version, Instant at) {}

  /**
   * A link of a bundle.
   *
   * @param relation self, first, previous, next or last
   */
  public record Link(String relation, String url) {}

  private Bundles() {}

  /**
   * The results of a search, one page of them.
   *
   * @param total number of all matches, or empty if it is not told
   * @param links self, and next if there is more
   */
  public static Resource searchset(
      Instant made, OptionalLong total, List<Link> links, List<Found> results) {
    return bundle(
        "searchset", made, total, links, results.stream().map(Bundles::searchEntry).toList());
  }

  /**
   * The versions of one resource, or of many, newest first.
   *
   * @param total number of all versions, or empty if it is not told
   */
  public static Resource history(
      Instant made, OptionalLong total, List<Link> links, List<Version> versions) {
    return bundle(
        "history", made, total, links, versions.stream().map(Bundles::historyEntry).toList());
  }

  private static Resource bundle(
      String type, Instant made, OptionalLong total, List<Link> links, List<Json.Obj> entries) {
    Json.Builder bundle =
        Json.object()
            .text("resourceType", "Bundle")
            .object("meta", Json.object().text("lastUpdated", FhirTime.instant(made)).build())
            .text("type", type);
    total.ifPresent(number -> bundle.number("total", number));
    List<Json.Obj> urls = new ArrayList<>();
    for (Link link : links) {
      urls.add(Json.object().text("relation", link.relation()).text("url", link.url()).build());
    }
    return Resource.of(bundle.objects("link", urls).objects("entry", entries).build());
  }

  private static Json.Obj searchEntry(Found found) {
    return Json.object()
        .text("fullUrl", found.fullUrl())
        .object("resource", found.resource().content())
        .object("search", Json.object().text("mode", found.mode().code).build())
        .build();
  }

  private static Json.Obj historyEntry(Version version) {
    boolean erased = version.resource() == null;
    boolean first = version.version() == 1;
    String type = version.id().substring(0, version.id().indexOf('/'));
    String method = erased ? "DELETE" : first ? "POST" : "PUT";
    Json.Obj request =
        Json.object()
            .text("method", method)
            .text("url", first && !erased ? type : version.id())
            .build();
    Json.Obj response =
        Json.object()
            .text("status", erased ? "204" : first ? "201" : "200")
            .text("etag", "W/\"" + version.version() + "\"")
            .text("lastModified", FhirTime.instant(version.at()))
            .build();
    return Json.object()
        .text("fullUrl", version.fullUrl())
        .object("resource", version.resource() == null ? null : version.resource().content())
        .object("request", request)
        .object("response", response)
        .build();
  }
}
