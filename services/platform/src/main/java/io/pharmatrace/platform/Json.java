package io.pharmatrace.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON of our own messages, for types marked {@code @Serdeable}. Thread-safe. */
@Singleton
public final class Json {
  private final ObjectMapper mapper;

  Json(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The value as JSON. */
  public String write(Object value) {
    try {
      return new String(mapper.writeValueAsBytes(value), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + value.getClass().getSimpleName(), e);
    }
  }

  /**
   * Reads a value.
   *
   * @throws IOException when the text is no JSON of that type
   */
  public <T> T read(String text, Class<T> type) throws IOException {
    @Nullable T value = mapper.readValue(text, type);
    if (value == null) {
      throw new IOException("The text is empty or null.");
    }
    return value;
  }
}
