package io.pharmatrace.custody.application;

import java.io.InputStream;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** A stored document as a stream, one chunk in memory at a time. Lives in one transaction. */
final class DocumentInput extends InputStream {
  private final CaptureDocuments documents;
  private final Handle handle;
  private final UUID id;
  private byte[] chunk = new byte[0];
  private int next;
  private int at;
  private long position;

  DocumentInput(CaptureDocuments documents, Handle handle, UUID id) {
    this.documents = documents;
    this.handle = handle;
    this.id = id;
  }

  /** How many bytes were read. */
  long position() {
    return position;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    while (at == chunk.length) {
      byte[] more = documents.chunk(handle, id, next).orElse(null);
      if (more == null) {
        return -1;
      }
      chunk = more;
      at = 0;
      next++;
    }
    int count = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, buffer, offset, count);
    at += count;
    position += count;
    return count;
  }
}
