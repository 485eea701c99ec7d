@NullMarked
package io.pharmatrace.simulator;

import org.jspecify.annotations.NullMarked;
