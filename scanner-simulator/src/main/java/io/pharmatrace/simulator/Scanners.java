package io.pharmatrace.simulator;

import io.pharmatrace.gs1.Sgln;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scanners of the demonstration: each makes messages out of reads, with its own place and
 * clock.
 */
final class Scanners {
  private final Map<String, Demo.Site> sites;

  Scanners(Demo demo) {
    this.sites = demo.sitesByReader();
  }

  /**
   * The message of a read.
   *
   * @param scanId the scanner's number of it
   * @param at when it happens
   */
  ScanMessage message(Read read, String scanId, Instant at) {
    Demo.Site site = site(read.reader());
    Label container = read.container();
    return new ScanMessage(
        scanId,
        read.reader(),
        place(site),
        read.label().symbology(),
        read.label().raw(),
        read.bizStep(),
        ScanMessage.time(at.atZone(site.zone()).toOffsetDateTime()),
        container == null ? null : container.raw(),
        destination(read.receiver()));
  }

  /** Where a scanner stands. */
  Demo.Site site(String reader) {
    Demo.Site site = sites.get(reader);
    if (site == null) {
      throw new IllegalArgumentException(
          "There is no scanner " + reader + " in the demonstration.");
    }
    return site;
  }

  private @Nullable String destination(@Nullable String receiver) {
    return receiver == null ? null : place(site(receiver));
  }

  private static String place(Demo.Site site) {
    return new Sgln(site.gln(), null).digitalLink();
  }
}
