/** How much of something anybody may have in a time. */
@NullMarked
package io.pharmatrace.platform.limit;

import org.jspecify.annotations.NullMarked;
