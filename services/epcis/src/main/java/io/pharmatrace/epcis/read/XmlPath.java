package io.pharmatrace.epcis.read;

import org.jspecify.annotations.Nullable;

/**
 * Where an element stands; spelled out only when somebody asks, which nobody does for most.
 *
 * @param outer null for the root
 * @param name local name of the element
 * @param position among the elements of this name beside it, from 1
 */
record XmlPath(@Nullable XmlPath outer, String name, int position) {
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text);
    return text.toString();
  }

  private void append(StringBuilder to) {
    if (outer != null) {
      outer.append(to);
    }
    to.append('/').append(name);
    if (position > 1) {
      to.append('[').append(position).append(']');
    }
  }
}
