@NullMarked
package io.pharmatrace.custody.adapter.in;

import org.jspecify.annotations.NullMarked;
