package io.pharmatrace.launcher.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Result;
import java.net.URLEncoder;
import java.nio.file.Path;

/** A batch of a product, as it is typed and as its files are called. */
record Batch(String gtin, String lot) {
  /**
   * Reads {@code GTIN/LOT}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Batch of(String text) {
    int slash = text.indexOf('/');
    if (slash > 0
        && Gtin.parse(text.substring(0, slash)) instanceof Result.Ok<Gtin>(Gtin gtin)
        && Lot.parse(text.substring(slash + 1)) instanceof Result.Ok<Lot>(Lot lot)) {
      return new Batch(gtin.digits(), lot.value());
    }
    throw new IllegalArgumentException("'" + text + "' is no GTIN/LOT, as in 09521101000023/LOT1");
  }

  /** The end of its address. */
  String path() {
    return "/" + gtin + "/" + encoded();
  }

  /** Its lines. */
  Path file(Path directory) {
    return directory.resolve(gtin + "_" + encoded() + ".jsonl.gz");
  }

  /** What is said of them. */
  Path manifest(Path directory) {
    return directory.resolve(gtin + "_" + encoded() + Manifest.SUFFIX);
  }

  /** The lot as it stands in a path, a query and a file name. */
  String encoded() {
    return URLEncoder.encode(lot, UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return gtin + "/" + lot;
  }
}
