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
import io.pharmatrace.gs1.Pgln;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.gs1.Sgln;
import io.pharmatrace.platform.csv.CsvTable;
import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobResult;
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
import org.jspecify.annotations.Nullable;

/**
 * The master data of an EPCIS document as rows of our tables (EPCIS 2.0 section 9.4, attributes of
 * CBV 2.0 section 9): GTINs are products, LGTINs batches, GLNs without extension sites, party GLNs
 * organisations. What a document says of one thing in several vocabularies counts together.
 * Elements and attributes that are for other tables are passed over, and so are the events; what is
 * for the table and cannot be used is noted.
 */
final class MasterDataRows {
  private static final String TYPE = "urn:epcglobal:epcis:vtype:";
  private static final Set<String> CLASSES = Set.of(TYPE + "EPCClass");
  private static final Set<String> PLACES =
      Set.of(TYPE + "Location", TYPE + "BusinessLocation", TYPE + "ReadPoint");
  private static final Set<String> PARTIES =
      Set.of(TYPE + "Party", TYPE + "OwningParty", TYPE + "PossessingParty", TYPE + "SourceDest");
  private static final String MDA = "urn:epcglobal:cbv:mda#";

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

  /**
   * What a document has for a table.
   *
   * @param notes what it says for the table that cannot be used
   */
  record Read(List<Row> rows, List<JobResult> notes) {}

  private MasterDataRows() {}

  /**
   * What a document says that belongs into a table.
   *
   * @throws ApiException {@link ErrorCode#UNUSABLE} when it is no such document or says nothing of
   *     that; {@link ErrorCode#TOO_LARGE}
   */
  static Read read(byte[] document, LoadTable table) {
    Map<String, Row> rows = new LinkedHashMap<>();
    List<JobResult> notes = new ArrayList<>();
    int number = 0;
    for (MasterData vocabulary : masterData(document)) {
      for (MasterData.Element element : vocabulary.elements()) {
        number++;
        Optional<Map<String, String>> key = key(vocabulary.type(), element.id(), table);
        if (key.isPresent()) {
          Map<String, String> cells = new HashMap<>(key.get());
          Notes ofElement = new Notes(number, element.id(), notes);
          cells.putAll(cells(element, table, ofElement));
          Row row = new Row(number, cells);
          rows.merge(table.key(row), row, MasterDataRows::together);
        } else if (isFor(table, vocabulary.type())) {
          new Notes(number, element.id(), notes)
              .add(
                  null,
                  "It has no identifier as %s have, and was passed over.".formatted(table.name()));
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
    return new Read(List.copyOf(rows.values()), notes);
  }

  /** Notes about one element. */
  private record Notes(int number, String element, List<JobResult> notes) {
    void add(@Nullable String column, String detail) {
      notes.add(JobResult.noted(number, element, column, detail));
    }
  }

  /** Whether all of a vocabulary is for a table: of products and batches there is but one. */
  private static boolean isFor(LoadTable table, String type) {
    return switch (table) {
      case SiteTable _ -> PLACES.contains(type);
      case OrganisationTable _ -> PARTIES.contains(type);
      default -> false;
    };
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
      // GS1 US's guideline for the DSCSA lists parties among the places.
      case OrganisationTable _ when PARTIES.contains(type) || PLACES.contains(type) ->
          switch (epc) {
            case Result.Ok<Epc>(Pgln party) -> Optional.of(Map.of("gln", party.gln().digits()));
            case Result.Ok<Epc>(Sgln sgln)
                when PARTIES.contains(type) && sgln.extension() == null ->
                Optional.of(Map.of("gln", sgln.gln().digits()));
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static Map<String, String> cells(
      MasterData.Element element, LoadTable table, Notes notes) {
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
        // CBV has no word for who holds the authorisation; the name is that of who puts it on sale.
        fill(cells, "holder", said, "manufacturerOfTradeItemPartyName");
        String markets =
            NationalCodes.markets(
                said.getOrDefault(MDA + "additionalTradeItemIdentification", List.of()),
                said.getOrDefault(MDA + "additionalTradeItemIdentificationTypeCode", List.of()),
                fault -> notes.add("markets", fault));
        if (!markets.isEmpty()) {
          cells.put("markets", markets);
        }
      }
      case BatchTable _ -> fill(cells, "expiry", said, "itemExpirationDate");
      case SiteTable _ -> {
        fill(cells, "name", said, "name");
        fill(cells, "country", said, "countryCode");
      }
      case OrganisationTable _ -> fill(cells, "name", said, "name");
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

  private static ApiException unusable(String detail) {
    return new ApiException(ErrorCode.UNUSABLE, detail);
  }
}
