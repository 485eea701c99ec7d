/** From bytes to a tree of JSON, and from the tree to the table of R4's elements. */
@NullMarked
package io.pharmatrace.fhir.read;

import org.jspecify.annotations.NullMarked;
