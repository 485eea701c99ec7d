/** REST interface of the registry and the built-in token issuer; active in role registry. */
@Configuration
@Requires(
    property = "pharmatrace.roles",
    pattern = "(.*,)?\\s*(all|registry)\\s*(,.*)?",
    defaultValue = "all")
@NullMarked
package io.pharmatrace.registry.adapter.in;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
