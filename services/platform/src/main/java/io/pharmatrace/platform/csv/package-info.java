/** Tables as comma-separated values (RFC 4180), in and out. */
@NullMarked
package io.pharmatrace.platform.csv;

import org.jspecify.annotations.NullMarked;
