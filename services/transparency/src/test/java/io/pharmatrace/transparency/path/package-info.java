/** Tests of paths of custody: the honest one, and every forgery that was thought of. */
@NullMarked
package io.pharmatrace.transparency.path;

import org.jspecify.annotations.NullMarked;
