@NullMarked
package io.pharmatrace.records.application;

import org.jspecify.annotations.NullMarked;
