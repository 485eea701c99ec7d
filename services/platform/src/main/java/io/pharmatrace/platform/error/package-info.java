/** The catalogue of errors and how they leave: {@code application/problem+json} (RFC 9457). */
@NullMarked
package io.pharmatrace.platform.error;

import org.jspecify.annotations.NullMarked;
