/** Who is calling: organisation, roles, and the tokens that say so. */
@NullMarked
package io.pharmatrace.platform.security;

import org.jspecify.annotations.NullMarked;
