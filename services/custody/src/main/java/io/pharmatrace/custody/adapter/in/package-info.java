/** Where events come in: Kafka, EPCIS capture, and the queries on them; active in role custody. */
@Configuration
@Requires(
    property = "pharmatrace.roles",
    pattern = "(.*,)?\\s*(all|custody)\\s*(,.*)?",
    defaultValue = "all")
@NullMarked
package io.pharmatrace.custody.adapter.in;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
