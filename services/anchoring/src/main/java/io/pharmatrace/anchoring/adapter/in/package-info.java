/** The loops, their health and the page about the chain; active in role anchoring. */
@Configuration
@Requires(
    property = "pharmatrace.roles",
    pattern = "(.*,)?\\s*(all|anchoring)\\s*(,.*)?",
    defaultValue = "all")
@NullMarked
package io.pharmatrace.anchoring.adapter.in;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
