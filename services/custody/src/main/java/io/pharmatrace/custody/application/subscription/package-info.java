/**
 * Subscriptions to named queries (EPCIS 2.0 section 8.2.5): who is told of new events, and when.
 */
@NullMarked
package io.pharmatrace.custody.application.subscription;

import org.jspecify.annotations.NullMarked;
