@NullMarked
package io.pharmatrace.kafka;

import org.jspecify.annotations.NullMarked;
