/**
 * The event query of EPCIS 2.0 (SimpleEventQuery, section 8.2.7.1): read, and held against events.
 */
@NullMarked
package io.pharmatrace.epcis.query;

import org.jspecify.annotations.NullMarked;
