@NullMarked
package io.pharmatrace.records.domain.consent;

import org.jspecify.annotations.NullMarked;
