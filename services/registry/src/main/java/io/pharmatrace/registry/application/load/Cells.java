package io.pharmatrace.registry.application.load;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.InvalidValue;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cells of a row, and notes every one that is wrong. Belongs to one thread.
 *
 * <p>What is read of a row that turns out to be wrong is never used, so a value that is missing
 * counts as empty there.
 */
final class Cells {
  private final Row row;
  private final Refusals refusals;

  Cells(Row row, Refusals refusals) {
    this.row = row;
    this.refusals = refusals;
  }

  /** Reads rows; those with a cell that is wrong are refused and left out. */
  static <T> List<T> read(List<Row> rows, Refusals refusals, Function<Cells, T> parse) {
    List<T> good = new ArrayList<>();
    for (Row row : rows) {
      int before = refusals.count();
      T value;
      try {
        value = parse.apply(new Cells(row, refusals));
      } catch (Unreadable e) {
        continue;
      }
      if (refusals.count() == before) {
        good.add(value);
      }
    }
    return good;
  }

  /** Ends the reading of a row that cannot go on. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super(null, null, false, false);
    }
  }

  Row row() {
    return row;
  }

  /** A text that may be absent. */
  Optional<String> text(String column, int maxLength) {
    @Nullable String text = row.cells().get(column);
    if (text == null) {
      return Optional.empty();
    }
    if (text.length() > maxLength) {
      wrong(
          column,
          InvalidValue.TOO_LONG.code(),
          "It has at most %d characters.".formatted(maxLength));
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      wrong(
          column,
          InvalidValue.CHARACTER.code(),
          "It holds a control character, such as a line break; take it out.");
    }
    return Optional.of(text);
  }

  /** A text that has to be there. */
  String requiredText(String column, int maxLength) {
    return text(column, maxLength).orElseGet(() -> missing(column));
  }

  Gtin gtin(String column) {
    return required(column, Gtin::parse);
  }

  Gln gln(String column) {
    return required(column, Gln::parse);
  }

  Optional<Gln> optionalGln(String column) {
    return row.cells().containsKey(column) ? Optional.of(gln(column)) : Optional.empty();
  }

  /** A GS1 value that has to be there. */
  <T> T required(String column, Function<String, Result<T>> parse) {
    String text = requiredText(column, 200);
    return checked(column, () -> Inputs.require(parse, text));
  }

  /** A country by ISO 3166-1 alpha-2. */
  Optional<String> country(String column) {
    return text(column, 200).map(text -> checked(column, () -> Inputs.country(text)));
  }

  /** The role of an organisation or user. */
  Role role(String column) {
    String text = requiredText(column, 200);
    try {
      return Role.of(text);
    } catch (IllegalArgumentException e) {
      wrong(column, "A role is one of manufacturer, distributor, pharmacist, regulator.");
      throw new Unreadable();
    }
  }

  /** Values that stand in one cell, separated by blanks or vertical lines. */
  List<String> list(String column) {
    return text(column, 10_000)
        .map(text -> List.of(text.strip().split("[\\s|]+", -1)))
        .orElse(List.of());
  }

  /** What a check makes of a cell that throws what is wrong with it. */
  <T> T checked(String column, java.util.function.Supplier<T> check) {
    try {
      return check.get();
    } catch (ApiException e) {
      wrong(column, e.reason(), Objects.requireNonNullElse(e.getMessage(), "It is not valid."));
      throw new Unreadable();
    } catch (IllegalArgumentException e) {
      wrong(column, Objects.requireNonNullElse(e.getMessage(), "It is not valid."));
      throw new Unreadable();
    }
  }

  void wrong(String column, String detail) {
    wrong(column, null, detail);
  }

  private void wrong(String column, @Nullable String kind, String detail) {
    refusals.addInvalid(row, column, kind, detail);
  }

  private String missing(String column) {
    wrong(column, InvalidValue.TOO_SHORT.code(), "There is no %s; fill it in.".formatted(column));
    throw new Unreadable();
  }
}
