/** The verdict: what is known of a pack becomes one answer. No technology. */
@NullMarked
package io.pharmatrace.verification.domain;

import org.jspecify.annotations.NullMarked;
