/** Tests of the whole application on real PostgreSQL, Kafka and a chain. */
@NullMarked
package io.pharmatrace.app;

import org.jspecify.annotations.NullMarked;
