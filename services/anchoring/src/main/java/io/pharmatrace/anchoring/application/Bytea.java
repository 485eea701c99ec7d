package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Bytes32;
import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;

/** 32-byte values and PostgreSQL's {@code bytea}, alone and in arrays. */
final class Bytea {
  private Bytea() {}

  /** An array of {@code bytea}, which Jdbi cannot bind by itself. */
  static Argument array(Collection<byte[]> values) {
    byte[][] array = values.toArray(byte[][]::new);
    return (position, statement, context) ->
        statement.setArray(position, statement.getConnection().createArrayOf("bytea", array));
  }

  /** An array of 32-byte values. */
  static <T> Argument array(Collection<T> values, Function<T, Bytes32> part) {
    return array(values.stream().map(value -> part.apply(value).bytes()).toList());
  }

  static Bytes32 get(ResultSet row, String column) throws SQLException {
    return Bytes32.of(row.getBytes(column));
  }

  /** 32-byte values, one behind the other, as {@link #list} reads them. */
  static byte[] join(List<Bytes32> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(values.size() * Bytes32.LENGTH);
    values.forEach(value -> bytes.writeBytes(value.bytes()));
    return bytes.toByteArray();
  }

  /** 32-byte values, one behind the other. */
  static List<Bytes32> list(ResultSet row, String column) throws SQLException {
    return list(row.getBytes(column));
  }

  /** 32-byte values, one behind the other. */
  static List<Bytes32> list(byte[] bytes) {
    List<Bytes32> values = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += Bytes32.LENGTH) {
      values.add(Bytes32.of(bytes, at));
    }
    return values;
  }
}
