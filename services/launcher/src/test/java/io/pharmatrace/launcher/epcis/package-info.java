@org.jspecify.annotations.NullMarked
package io.pharmatrace.launcher.epcis;
