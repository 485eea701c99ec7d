/** How custody reaches others. */
@NullMarked
package io.pharmatrace.custody.adapter.out;

import org.jspecify.annotations.NullMarked;
