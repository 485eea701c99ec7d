@NullMarked
package io.pharmatrace.verification.adapter.in;

import org.jspecify.annotations.NullMarked;
