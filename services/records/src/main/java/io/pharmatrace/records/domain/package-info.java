/** What a record is bound to, its commitment, and why one is refused. No I/O; immutable. */
@NullMarked
package io.pharmatrace.records.domain;

import org.jspecify.annotations.NullMarked;
