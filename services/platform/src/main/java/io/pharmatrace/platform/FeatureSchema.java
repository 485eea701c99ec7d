package io.pharmatrace.platform;

/**
 * Declares that a feature owns one PostgreSQL schema, migrated from {@code classpath:db/{name}} at
 * start. A feature publishes this as a bean.
 *
 * @param name schema name, also the migration folder; lower case letters
 * @param order position in the migration run: a feature whose views read another's comes later
 */
public record FeatureSchema(String name, int order) {
  public FeatureSchema {
    if (!name.matches("[a-z]{1,30}")) {
      throw new IllegalArgumentException("schema name must be 1 to 30 lower case letters: " + name);
    }
  }
}
