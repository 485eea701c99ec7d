package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.BizTransaction;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.Vocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parameters on what an event is about, and on its documents and parties. */
final class ThingCriteria {
  private static final Pattern QUANTITY =
      Pattern.compile("(EQ|GT|GE|LT|LE)_quantity(?:_([A-Z0-9]{2,4}))?");

  private static final Map<String, Function<Candidate, Stream<Identifier>>> INSTANCES =
      Map.of(
          "MATCH_epc", Candidate::epcs,
          "MATCH_parentID", Candidate::parent,
          "MATCH_inputEPC", Candidate::inputs,
          "MATCH_outputEPC", Candidate::outputs,
          "MATCH_anyEPC", Candidate::anyEpc);

  private static final Map<String, Function<Candidate, Stream<QuantityElement>>> CLASSES =
      Map.of(
          "MATCH_epcClass", Candidate::quantities,
          "MATCH_inputEPCClass", Candidate::inputQuantities,
          "MATCH_outputEPCClass", Candidate::outputQuantities,
          "MATCH_anyEPCClass", Candidate::anyQuantity);

  private ThingCriteria() {}

  /** The criterion of a parameter, or empty if it is another one. */
  static Optional<Criterion> read(String name, List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    var instances = INSTANCES.get(name);
    if (instances != null) {
      List<EpcPattern> wanted = patterns(values, prefixes);
      return Optional.of(
          new Criterion(
              name,
              canonical(wanted),
              c ->
                  instances.apply(c).anyMatch(id -> wanted.stream().anyMatch(p -> p.matches(id)))));
    }
    var classes = CLASSES.get(name);
    if (classes != null) {
      List<EpcPattern> wanted = patterns(values, prefixes);
      return Optional.of(
          new Criterion(
              name,
              canonical(wanted),
              c ->
                  classes
                      .apply(c)
                      .anyMatch(q -> wanted.stream().anyMatch(p -> p.matchesClass(q.epcClass())))));
    }
    Matcher quantity = QUANTITY.matcher(name);
    if (quantity.matches()) {
      return Optional.of(quantity(name, quantity, values));
    }
    if (name.startsWith("EQ_bizTransaction_")) {
      return Optional.of(
          documents(name.substring("EQ_bizTransaction_".length()), values, prefixes));
    }
    if (name.startsWith("EQ_source_")) {
      return Optional.of(
          ends("EQ_source_", name, values, prefixes, c -> c.event().common().sources()));
    }
    if (name.startsWith("EQ_destination_")) {
      return Optional.of(
          ends("EQ_destination_", name, values, prefixes, c -> c.event().common().destinations()));
    }
    return Optional.empty();
  }

  private static Criterion quantity(String name, Matcher parts, List<String> values)
      throws BadParameter {
    Comparison how = Comparison.valueOf(parts.group(1));
    @Nullable String unit = parts.group(2);
    List<BigDecimal> wanted = StandardCriteria.numbers(how, values);
    return new Criterion(
        name,
        wanted.stream().map(Scalars::plain).toList(),
        c ->
            c.anyQuantity()
                .anyMatch(
                    q ->
                        q.quantity() != null
                            && Units.holds(
                                how, q.quantity(), q.uom(), wanted, unit, Units.Meaning.POINT)));
  }

  private static Criterion documents(
      String typeText, List<String> values, Map<String, String> prefixes) throws BadParameter {
    Term type = type(Vocabulary.BIZ_TRANSACTION_TYPE, typeText, prefixes);
    return StandardCriteria.ids(
        "EQ_bizTransaction_" + type.value(),
        values,
        prefixes,
        c ->
            c.event().common().bizTransactions().stream()
                .filter(t -> type.equals(t.type()))
                .map(BizTransaction::id));
  }

  private static Criterion ends(
      String start,
      String name,
      List<String> values,
      Map<String, String> prefixes,
      Function<Candidate, List<SourceOrDestination>> ends)
      throws BadParameter {
    Term type = type(Vocabulary.SOURCE_DESTINATION_TYPE, name.substring(start.length()), prefixes);
    return StandardCriteria.ids(
        start + type.value(),
        values,
        prefixes,
        c ->
            ends.apply(c).stream().filter(e -> type.equals(e.type())).map(SourceOrDestination::id));
  }

  private static Term type(Vocabulary vocabulary, String text, Map<String, String> prefixes)
      throws BadParameter {
    try {
      return Scalars.term(vocabulary, text, prefixes);
    } catch (BadParameter e) {
      throw new BadParameter(
          QueryProblem.Code.UNKNOWN_PARAMETER,
          "The type in the parameter's name: " + e.getMessage());
    }
  }

  private static List<EpcPattern> patterns(List<String> values, Map<String, String> prefixes)
      throws BadParameter {
    List<EpcPattern> patterns = new ArrayList<>();
    for (String value : values) {
      patterns.add(EpcPattern.of(Scalars.identifier(value, prefixes)));
    }
    return patterns;
  }

  private static List<String> canonical(List<EpcPattern> patterns) {
    return patterns.stream().map(EpcPattern::canonical).toList();
  }
}
