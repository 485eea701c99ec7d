@NullMarked
package io.pharmatrace.anchoring.domain;

import org.jspecify.annotations.NullMarked;
