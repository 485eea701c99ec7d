@NullMarked
package io.pharmatrace.testsupport;

import org.jspecify.annotations.NullMarked;
