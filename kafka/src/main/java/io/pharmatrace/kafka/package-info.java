/** The topics, and the launcher of a broker for one machine. */
@NullMarked
package io.pharmatrace.kafka;

import org.jspecify.annotations.NullMarked;
