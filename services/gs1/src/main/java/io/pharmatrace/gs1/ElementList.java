package io.pharmatrace.gs1;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * At least one element, no identifier twice. Immutable. It takes a parser's array as it is, which
 * {@link List#copyOf} would copy twice.
 */
final class ElementList extends AbstractList<Element> implements RandomAccess {
  private final Element[] elements;
  private final int count;

  /**
   * Of the first {@code count} of {@code elements}, which nobody else may hold and which keep the
   * promises of this class.
   */
  ElementList(Element[] elements, int count) {
    this.elements = elements;
    this.count = count;
  }

  /**
   * Of any elements.
   *
   * @throws IllegalArgumentException with a sentence when there are none, or an identifier is there
   *     twice
   */
  static ElementList copyOf(List<Element> elements) {
    if (elements instanceof ElementList list) {
      return list;
    }
    Element[] copy = List.copyOf(elements).toArray(Element[]::new);
    if (copy.length == 0) {
      throw new IllegalArgumentException("An element string holds at least one element.");
    }
    for (int i = 1; i < copy.length; i++) {
      for (int j = 0; j < i; j++) {
        if (copy[i].identifier() == copy[j].identifier()) {
          throw new IllegalArgumentException("An application identifier occurs twice.");
        }
      }
    }
    return new ElementList(copy, copy.length);
  }

  @Override
  public Element get(int index) {
    return elements[Objects.checkIndex(index, count)];
  }

  @Override
  public int size() {
    return count;
  }
}
