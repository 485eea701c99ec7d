/** Capture of scans and events; packs and logistic units; custody; trace. */
@NullMarked
package io.pharmatrace.custody;

import org.jspecify.annotations.NullMarked;
