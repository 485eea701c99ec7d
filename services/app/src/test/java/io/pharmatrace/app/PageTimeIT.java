package io.pharmatrace.app;

import java.util.Map;

/** Pages that end because the search takes long. */
class PageTimeIT extends EarlyPagesTest {
  PageTimeIT() {
    super(Map.of("pharmatrace.query.page-time", "0s"));
  }
}
