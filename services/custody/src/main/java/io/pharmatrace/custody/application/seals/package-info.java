/**
 * Seals follow custody (ADR 0018): the one place that derives them from what units became, and the
 * one that compares the two.
 */
@NullMarked
package io.pharmatrace.custody.application.seals;

import org.jspecify.annotations.NullMarked;
