/** The command {@code chain}: validators, their keys, who is permitted. */
@NullMarked
package io.pharmatrace.launcher.chain;

import org.jspecify.annotations.NullMarked;
