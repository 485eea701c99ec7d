/** Capture of events and scans in one transaction, the stores behind it, and the trace. */
@NullMarked
package io.pharmatrace.custody.application;

import org.jspecify.annotations.NullMarked;
