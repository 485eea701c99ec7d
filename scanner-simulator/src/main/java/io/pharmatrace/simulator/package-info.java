/** A supply chain in motion: line, warehouse and pharmacy scanners that publish to Kafka. */
@NullMarked
package io.pharmatrace.simulator;

import org.jspecify.annotations.NullMarked;
