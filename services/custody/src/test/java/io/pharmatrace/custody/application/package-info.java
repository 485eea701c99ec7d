@NullMarked
package io.pharmatrace.custody.application;

import org.jspecify.annotations.NullMarked;
