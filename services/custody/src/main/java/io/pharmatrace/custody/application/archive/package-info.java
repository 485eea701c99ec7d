/** Retention: which batches are due, what their archives hold, and removing what was archived. */
@NullMarked
package io.pharmatrace.custody.application.archive;

import org.jspecify.annotations.NullMarked;
