/** Posts to addresses that others have given us. */
@NullMarked
package io.pharmatrace.platform.webhook;

import org.jspecify.annotations.NullMarked;
