package io.pharmatrace.testsupport;

/** A PostgreSQL server, and on it an empty database that is this test class's own. */
public interface Database extends Part {
  /** As in {@code jdbc:postgresql://127.0.0.1:5432/t1}. */
  String jdbcUrl();

  /** Who owns the database. */
  String user();

  /** The password of {@link #user}. */
  String password();
}
