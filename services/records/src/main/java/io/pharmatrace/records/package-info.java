/** Health records, sealed for their readers, and who may see them (docs/adr/0026, 0031). */
@NullMarked
package io.pharmatrace.records;

import org.jspecify.annotations.NullMarked;
