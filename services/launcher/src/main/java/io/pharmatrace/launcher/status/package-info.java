/** What was seen of a whole PharmaTrace, for a person and for a program. */
@NullMarked
package io.pharmatrace.launcher.status;

import org.jspecify.annotations.NullMarked;
