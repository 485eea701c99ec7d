package io.pharmatrace.epcis.query;

import java.util.List;

/**
 * What a parameter asks of the master data about a vocabulary element that an event names (EPCIS
 * 2.0 sections 6.5 and 8.2.7.1). All spellings are those of {@link MasterDataNames}. Immutable.
 */
public sealed interface MasterDataQuestion {

  /** The vocabulary types whose master data counts; empty for every one. */
  List<String> types();

  /**
   * Is it a direct or indirect descendant, a child by {@code children}, of one of these places?
   *
   * @param places canonical identifiers
   */
  record LiesIn(List<String> types, List<String> places) implements MasterDataQuestion {
    public LiesIn {
      types = List.copyOf(types);
      places = List.copyOf(places);
    }
  }

  /**
   * Has it one of these attributes, with whatever value?
   *
   * @param attributes canonical names
   */
  record HasAttribute(List<String> types, List<String> attributes) implements MasterDataQuestion {
    public HasAttribute {
      types = List.copyOf(types);
      attributes = List.copyOf(attributes);
    }
  }

  /**
   * Has it the attribute with one of these values?
   *
   * @param attribute canonical name
   * @param values as they stand in the master data
   */
  record AttributeIs(List<String> types, String attribute, List<String> values)
      implements MasterDataQuestion {
    public AttributeIs {
      types = List.copyOf(types);
      values = List.copyOf(values);
    }
  }
}
