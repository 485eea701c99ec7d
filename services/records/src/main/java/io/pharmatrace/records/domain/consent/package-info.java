/**
 * Who may see which item of a health record, decided by one pure function over consents (IHE PCF
 * 1.1.0 on FHIR R4; docs/adr/0026). No I/O, no clock: facts come in as records, and everything here
 * is immutable and safe to share between threads.
 */
@NullMarked
package io.pharmatrace.records.domain.consent;

import org.jspecify.annotations.NullMarked;
