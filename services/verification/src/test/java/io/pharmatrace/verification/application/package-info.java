@NullMarked
package io.pharmatrace.verification.application;

import org.jspecify.annotations.NullMarked;
