/** Organisations, sites, readers, users, products and batches. */
@NullMarked
package io.pharmatrace.registry;

import org.jspecify.annotations.NullMarked;
