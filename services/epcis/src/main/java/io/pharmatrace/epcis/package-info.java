/** EPCIS 2.0 and CBV 2.0 events, their JSON-LD and XML forms, and the event hash. */
@NullMarked
package io.pharmatrace.epcis;

import org.jspecify.annotations.NullMarked;
