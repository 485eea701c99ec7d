@NullMarked
package io.pharmatrace.portal;

import org.jspecify.annotations.NullMarked;
