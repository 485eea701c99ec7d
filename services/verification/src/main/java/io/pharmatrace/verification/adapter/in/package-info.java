/** REST interface of verdicts; active in role verification. */
@Configuration
@Requires(
    property = "pharmatrace.roles",
    pattern = "(.*,)?\\s*(all|verification)\\s*(,.*)?",
    defaultValue = "all")
@NullMarked
package io.pharmatrace.verification.adapter.in;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
