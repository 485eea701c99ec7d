/** What every feature needs and none owns: transactions, outbox, caller and scope, errors. */
@NullMarked
package io.pharmatrace.platform;

import org.jspecify.annotations.NullMarked;
