package io.pharmatrace.launcher.epcis;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * Where a converted document goes. Its failures are not mistaken for those of the input, and those
 * of standard output, which keeps them to itself, end the work.
 */
final class Output extends FilterOutputStream {

  Output(OutputStream to) {
    super(to);
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
      if (out instanceof PrintStream standard && standard.checkError()) {
        throw new IOException("standard output is closed or full");
      }
    } catch (IOException unwritable) {
      throw broken(unwritable);
    }
  }

  /** The fault that tells a person where it lies. */
  static UncheckedIOException broken(IOException cause) {
    return new UncheckedIOException("cannot write the converted document", cause);
  }
}
