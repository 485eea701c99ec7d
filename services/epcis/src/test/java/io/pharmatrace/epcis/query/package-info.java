@org.jspecify.annotations.NullMarked
package io.pharmatrace.epcis.query;
