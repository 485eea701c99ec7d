package io.pharmatrace.bench;

import io.pharmatrace.gs1.DigitalLink;
import io.pharmatrace.gs1.ElementString;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.gs1.Scan;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading a pack's barcode and its Digital Link, beside one pass over the same bytes. */
@State(Scope.Thread)
public class Gs1Benchmark {
  private static final String BARCODE =
      "]d2010030001012345517270331" + "10A1B2C3D4" + ElementString.GS + "21X7Y8Z9K3M5N1P2";

  private static final String LINK =
      "https://id.gs1.org/01/00300010123455/10/A1B2C3D4/21/X7Y8Z9K3M5N1P2?17=270331";

  // Not final, so that nothing is computed ahead.
  private String barcode = BARCODE;
  private String link = LINK;
  private byte[] barcodeBytes = BARCODE.getBytes(StandardCharsets.ISO_8859_1);
  private byte[] linkBytes = LINK.getBytes(StandardCharsets.ISO_8859_1);

  /** Baseline of {@link #elementString}. */
  @Benchmark
  public int elementStringChecksum() {
    return checksum(barcodeBytes);
  }

  /** Symbology identifier, four fields, two separators. */
  @Benchmark
  public Result<Scan> elementString() {
    return Scan.read(barcode);
  }

  /** Baseline of {@link #digitalLink}. */
  @Benchmark
  public int digitalLinkChecksum() {
    return checksum(linkBytes);
  }

  /** Key, two qualifiers and an attribute. */
  @Benchmark
  public Result<ElementString> digitalLink() {
    return DigitalLink.parse(link);
  }

  /** The loop of GS1's check digit over every byte: weights 3 and 1 in turn. */
  private static int checksum(byte[] bytes) {
    int sum = 0;
    int weight = 3;
    for (byte b : bytes) {
      sum += b * weight;
      weight = 4 - weight;
    }
    return sum % 10;
  }
}
