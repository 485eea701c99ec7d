package io.pharmatrace.registry.application.load;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.EventSink;
import io.pharmatrace.epcis.MasterData;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.StreamResult;
import io.pharmatrace.epcis.query.MasterDataNames;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lgtin;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.gs1.Sgln;
import io.pharmatrace.platform.csv.CsvTable;
import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The master data of an EPCIS document as rows of our tables (EPCIS 2.0 section 9.4, attributes of
 * CBV 2.0 section 9): GTINs are products, LGTINs batches, GLNs without extension sites. What a
 * document says of one thing in several vocabularies counts together; elements and attributes that
 * mean nothing to a table are passed over, and so are the events.
 */
final class MasterDataRows {
  private static final String TYPE = "urn:epcglobal:epcis:vtype:";
  private static final Set<String> CLASSES = Set.of(TYPE + "EPCClass");
  private static final Set<String> PLACES =
      Set.of(TYPE + "Location", TYPE + "BusinessLocation", TYPE + "ReadPoint");
  private static final String MDA = "urn:epcglobal:cbv:mda#";

  /** National codes that CBV's type codes name, with their countries. */
  private static final Map<String, String> NATIONAL_CODES =
      Map.of("US_FDA_NDC", "US", "FDA_NDC_11", "US");

  private static final EventSink NOBODY =
      new EventSink() {
        @Override
        public void event(int index, EpcisEvent event) {
          // Events are captured elsewhere.
        }

        @Override
        public void invalid(int index, List<Problem> problems) {
          // And so are their problems told.
        }
      };

  private MasterDataRows() {}

  /**
   * What a document says that belongs into a table.
   *
   * @throws ApiException {@link ErrorCode#UNUSABLE} when it is no such document or says nothing of
   *     that; {@link ErrorCode#TOO_LARGE}
   */
  static List<Row> read(byte[] document, LoadTable table) {
    Map<String, Row> rows = new LinkedHashMap<>();
    int number = 0;
    for (MasterData vocabulary : masterData(document)) {
      for (MasterData.Element element : vocabulary.elements()) {
        number++;
        Optional<Map<String, String>> key = key(vocabulary.type(), element.id(), table);
        if (key.isPresent()) {
          Map<String, String> cells = new HashMap<>(key.get());
          cells.putAll(cells(element, table));
          Row row = new Row(number, cells);
          rows.merge(table.key(row), row, MasterDataRows::together);
        }
      }
    }
    if (rows.isEmpty()) {
      throw unusable("The document has no master data of %s.".formatted(table.name()));
    }
    if (rows.size() > CsvTable.MAX_ROWS) {
      throw new ApiException(
          ErrorCode.TOO_LARGE, "At most %d things are taken.".formatted(CsvTable.MAX_ROWS));
    }
    return List.copyOf(rows.values());
  }

  private static List<MasterData> masterData(byte[] document) {
    StreamResult read;
    try {
      read = new EpcisReader().stream(new ByteArrayInputStream(document), NOBODY);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory throws no such thing", e);
    }
    if (!read.problems().isEmpty()) {
      Problem problem = read.problems().getFirst();
      throw unusable("%s: %s".formatted(problem.path(), problem.message()));
    }
    return read.envelope().masterData();
  }

  private static Row together(Row one, Row other) {
    Map<String, String> cells = new HashMap<>(one.cells());
    cells.putAll(other.cells());
    return new Row(one.number(), cells);
  }

  /** The cells that an identifier fills; empty for what does not belong into the table. */
  private static Optional<Map<String, String>> key(String type, String id, LoadTable table) {
    Result<Epc> epc = Epc.parse(id);
    return switch (table) {
      case ProductTable _ when CLASSES.contains(type) ->
          switch (epc) {
            case Result.Ok<Epc>(Gtin gtin) -> Optional.of(Map.of("gtin", gtin.digits()));
            // Taken for a product, so that it is told what is wrong with it.
            case Result.Problems<Epc> _ -> Optional.of(Map.of("gtin", id));
            case Result.Ok<Epc> _ -> Optional.empty();
          };
      case BatchTable _ when CLASSES.contains(type) ->
          epc instanceof Result.Ok<Epc>(Lgtin lgtin)
              ? Optional.of(Map.of("gtin", lgtin.gtin().digits(), "lot", lgtin.lot().value()))
              : Optional.empty();
      case SiteTable _ when PLACES.contains(type) ->
          epc instanceof Result.Ok<Epc>(Sgln sgln) && sgln.extension() == null
              ? Optional.of(Map.of("gln", sgln.gln().digits()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Map<String, String> cells(MasterData.Element element, LoadTable table) {
    Map<String, List<String>> said = new HashMap<>();
    for (MasterData.Attribute attribute : element.attributes()) {
      String text = attribute.value().text().strip();
      if (!text.isEmpty()) {
        said.computeIfAbsent(MasterDataNames.attribute(attribute.id()), id -> new ArrayList<>())
            .add(text);
      }
    }
    Map<String, String> cells = new HashMap<>();
    switch (table) {
      case ProductTable _ -> {
        fill(
            cells,
            "name",
            said,
            "regulatedProductName",
            "tradeItemDescription",
            "descriptionShort");
        fill(cells, "form", said, "dosageFormType");
        fill(cells, "strength", said, "strengthDescription");
        fill(cells, "packSize", said, "netContentDescription");
        nationalCode(said).ifPresent(code -> cells.put("markets", code));
      }
      case BatchTable _ -> fill(cells, "expiry", said, "itemExpirationDate");
      case SiteTable _ -> {
        fill(cells, "name", said, "name");
        fill(cells, "country", said, "countryCode");
      }
      default -> throw new IllegalArgumentException(table.name() + " are no master data of EPCIS");
    }
    return cells;
  }

  private static void fill(
      Map<String, String> cells, String column, Map<String, List<String>> said, String... names) {
    for (String name : names) {
      List<String> values = said.getOrDefault(MDA + name, List.of());
      if (!values.isEmpty()) {
        cells.put(column, values.getFirst());
        return;
      }
    }
  }

  /** A national code counts only where the type says of which country it is, one of each. */
  private static Optional<String> nationalCode(Map<String, List<String>> said) {
    List<String> codes = said.getOrDefault(MDA + "additionalTradeItemIdentification", List.of());
    List<String> types =
        said.getOrDefault(MDA + "additionalTradeItemIdentificationTypeCode", List.of());
    if (codes.size() != 1 || types.size() != 1) {
      return Optional.empty();
    }
    return Optional.ofNullable(NATIONAL_CODES.get(types.getFirst()))
        .map(country -> country + ":" + codes.getFirst());
  }

  private static ApiException unusable(String detail) {
    return new ApiException(ErrorCode.UNUSABLE, detail);
  }
}
