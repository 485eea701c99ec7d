package io.pharmatrace.simulator;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration: who takes part, what they make, and how packs flow. Read from {@code
 * demo.json}; numbers and references are checked.
 */
record Demo(
    String description,
    List<Organisation> organisations,
    List<Product> products,
    List<Lane> lanes) {

  Demo {
    organisations = List.copyOf(organisations);
    products = List.copyOf(products);
    lanes = List.copyOf(lanes);
  }

  /** A company or authority. {@code role} is one of the application's roles. */
  record Organisation(
      Gln gln,
      String name,
      String role,
      List<String> companyPrefixes,
      List<Site> sites,
      List<User> users) {}

  /**
   * A place with its scanners; {@code country} is ISO 3166-1 alpha-2, {@code zone} gives the offset
   * of their clocks.
   */
  record Site(Gln gln, String name, String country, ZoneId zone, List<String> readers) {}

  /** Somebody who can log in with the role of the organisation, and works at {@code site}. */
  record User(String username, String name, @Nullable Gln site) {}

  /** A trade item; {@code level} is PACK or CASE. */
  record Product(
      Gtin gtin,
      Gln manufacturer,
      String level,
      String name,
      @Nullable String form,
      @Nullable String strength,
      @Nullable String packSize,
      List<Market> markets) {}

  /** A country (ISO 3166-1 alpha-2) where a product is sold, with its code there. */
  record Market(String country, @Nullable String nationalCode) {}

  /**
   * A way from a line to pharmacies, by the names of the scanners on it.
   *
   * @param caseItem GTIN of the case, or null where cases are numbered by SSCC
   * @param companyPrefix under which SSCCs are made
   */
  record Lane(
      Gtin pack,
      @Nullable Gtin caseItem,
      int packsPerCase,
      String companyPrefix,
      String line,
      String casePacker,
      String dock,
      String inbound,
      String outbound,
      List<String> pharmacies) {

    Lane {
      if (packsPerCase < 1 || pharmacies.isEmpty()) {
        throw new IllegalArgumentException("A lane has packs in a case and a pharmacy at its end.");
      }
    }
  }

  /** Reads the demonstration that comes with this program. */
  static Demo read() {
    SimpleModule identifiers =
        new SimpleModule()
            .addDeserializer(Gtin.class, new Parsed<>(Gtin.class, Gtin::of))
            .addDeserializer(ZoneId.class, new Parsed<>(ZoneId.class, ZoneId::of))
            .addDeserializer(Gln.class, new Parsed<>(Gln.class, Gln::of));
    try (InputStream stream = Demo.class.getResourceAsStream("demo.json")) {
      return new ObjectMapper().registerModule(identifiers).readValue(stream, Demo.class);
    } catch (IOException e) {
      throw new UncheckedIOException("demo.json in this program cannot be read", e);
    }
  }

  /** The sites by the names of their scanners. */
  Map<String, Site> sitesByReader() {
    Map<String, Site> sites = new HashMap<>();
    for (Organisation organisation : organisations) {
      for (Site site : organisation.sites()) {
        site.readers().forEach(reader -> sites.put(reader, site));
      }
    }
    return sites;
  }

  /** A value that checks itself, from a JSON string. */
  private static final class Parsed<T> extends FromStringDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> parser;

    Parsed(Class<T> type, Function<String, T> parser) {
      super(type);
      this.parser = parser;
    }

    @Override
    protected T _deserialize(String text, DeserializationContext context) {
      return parser.apply(text);
    }
  }
}
