/** Tests of the whole. */
@NullMarked
package io.pharmatrace.acceptance;

import org.jspecify.annotations.NullMarked;
