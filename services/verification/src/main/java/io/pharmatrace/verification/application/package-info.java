/** Looks a pack up with one statement. */
@NullMarked
package io.pharmatrace.verification.application;

import org.jspecify.annotations.NullMarked;
