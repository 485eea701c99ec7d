@NullMarked
package io.pharmatrace.bench;

import org.jspecify.annotations.NullMarked;
