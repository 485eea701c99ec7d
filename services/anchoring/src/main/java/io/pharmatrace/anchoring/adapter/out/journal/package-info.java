/** The journal of all logs in a Kafka topic, encrypted. */
@NullMarked
package io.pharmatrace.anchoring.adapter.out.journal;

import org.jspecify.annotations.NullMarked;
