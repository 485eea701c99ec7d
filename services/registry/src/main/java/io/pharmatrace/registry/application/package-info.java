/** Stores and rules of the registry. */
@NullMarked
package io.pharmatrace.registry.application;

import org.jspecify.annotations.NullMarked;
