/** Topics, and the launcher of an embedded KRaft broker. */
@NullMarked
package io.pharmatrace.kafka;

import org.jspecify.annotations.NullMarked;
