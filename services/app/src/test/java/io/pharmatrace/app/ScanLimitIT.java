package io.pharmatrace.app;

import java.util.Map;

/** Pages that end because much was looked at in vain. */
class ScanLimitIT extends EarlyPagesTest {
  ScanLimitIT() {
    super(Map.of("pharmatrace.query.scan-limit", 3));
  }
}
