/** PostgreSQL, Kafka and a chain for integration tests, real ones. */
@NullMarked
package io.pharmatrace.testsupport;

import org.jspecify.annotations.NullMarked;
