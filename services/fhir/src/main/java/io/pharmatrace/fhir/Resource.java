package io.pharmatrace.fhir;

import io.pharmatrace.fhir.write.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resource. What a {@link FhirReader} gives has only elements of the table; what a writer of this
 * module gives is checked against it by tests. Immutable.
 *
 * @param type its type as {@code resourceType} says it
 * @param content all of it, {@code resourceType} included
 */
public record Resource(String type, Json.Obj content) {
  public Resource {
    Objects.requireNonNull(content);
    if (!type.equals(content.text("resourceType"))) {
      throw new IllegalArgumentException("resourceType is not " + type);
    }
  }

  /** The resource of an object with {@code resourceType}. */
  public static Resource of(Json.Obj content) {
    String type = content.text("resourceType");
    if (type == null) {
      throw new IllegalArgumentException("no resourceType");
    }
    return new Resource(type, content);
  }

  /** Its logical id, or null for one that was not stored yet. */
  public @Nullable String id() {
    return content.text("id");
  }

  /** Its version, or null. */
  public @Nullable String versionId() {
    Json.Obj meta = content.object("meta");
    return meta == null ? null : meta.text("versionId");
  }

  /** When it last changed, or null. */
  public @Nullable Instant lastUpdated() {
    Json.Obj meta = content.object("meta");
    String text = meta == null ? null : meta.text("lastUpdated");
    FhirTime time = text == null ? null : FhirTime.parse(text, FhirTime.Form.INSTANT);
    return time == null ? null : time.first();
  }

  /**
   * The same as stored: id, version and time are ours, whatever the sender wrote there.
   *
   * @param lastUpdated written to the millisecond
   */
  public Resource stored(String id, String versionId, Instant lastUpdated) {
    Json.Obj old = content.object("meta");
    Json.Obj meta = old == null ? Json.object().build() : old;
    meta =
        meta.with("versionId", new Json.Text(versionId))
            .with("lastUpdated", new Json.Text(FhirTime.instant(lastUpdated)));
    return new Resource(type, content.with("id", new Json.Text(id)).with("meta", meta));
  }

  /** As JSON without superfluous white space; the members in their order. */
  public String json() {
    return JsonText.of(content);
  }

  /** {@link #json()} in UTF-8. */
  public byte[] bytes() {
    return json().getBytes(StandardCharsets.UTF_8);
  }
}
