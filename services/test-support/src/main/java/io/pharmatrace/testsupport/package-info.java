/** PostgreSQL, Kafka and a chain for integration tests. */
@NullMarked
package io.pharmatrace.testsupport;

import org.jspecify.annotations.NullMarked;
