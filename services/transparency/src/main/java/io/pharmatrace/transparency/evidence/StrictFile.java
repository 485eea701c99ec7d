package io.pharmatrace.transparency.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a record from a file that has to be its one canonical form. */
final class StrictFile {
  private StrictFile() {}

  static <T extends Record> T read(Class<T> type, byte[] file, int maxLength)
      throws MalformedException {
    if (file.length > maxLength) {
      throw new MalformedException("it has more than " + maxLength + " bytes");
    }
    T value = RecordForm.read(type, JsonReader.read(file), "file");
    // Also finds what JSON and the records leave open: the case of hexadecimal digits, for example.
    byte[] again = RecordForm.write(value).write().getBytes(StandardCharsets.UTF_8);
    int mismatch = Arrays.mismatch(file, again);
    if (mismatch >= 0) {
      throw new MalformedException("byte " + mismatch + " is not in the canonical form");
    }
    return value;
  }
}
