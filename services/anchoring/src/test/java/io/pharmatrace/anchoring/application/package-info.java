@NullMarked
package io.pharmatrace.anchoring.application;

import org.jspecify.annotations.NullMarked;
