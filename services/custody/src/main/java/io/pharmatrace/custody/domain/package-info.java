/** The rules of custody: what may happen to a unit, and what it leaves behind. No technology. */
@NullMarked
package io.pharmatrace.custody.domain;

import org.jspecify.annotations.NullMarked;
