package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Bytes32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** 32-byte values and PostgreSQL's {@code bytea}, alone and in arrays. */
final class Bytea {
  private Bytea() {}

  /** Lets this handle bind arrays of {@code bytea}. */
  static Handle allow(Handle handle) {
    return handle.registerArrayType(byte[].class, "bytea");
  }

  static <T> List<byte[]> all(Collection<T> values, Function<T, Bytes32> part) {
    return values.stream().map(value -> part.apply(value).bytes()).toList();
  }

  static Bytes32 get(ResultSet row, String column) throws SQLException {
    return Bytes32.of(row.getBytes(column));
  }
}
