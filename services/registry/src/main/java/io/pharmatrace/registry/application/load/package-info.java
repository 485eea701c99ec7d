/** Loading of the registry in bulk, from CSV and EPCIS master data, with an answer for each row. */
@NullMarked
package io.pharmatrace.registry.application.load;

import org.jspecify.annotations.NullMarked;
