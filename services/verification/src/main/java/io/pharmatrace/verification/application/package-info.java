/** Looks packs up, and what is publicly known of products. */
@NullMarked
package io.pharmatrace.verification.application;

import org.jspecify.annotations.NullMarked;
