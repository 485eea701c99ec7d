@NullMarked
package io.pharmatrace.verification.domain;

import org.jspecify.annotations.NullMarked;
