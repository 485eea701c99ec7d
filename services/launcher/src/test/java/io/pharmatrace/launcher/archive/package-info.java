@org.jspecify.annotations.NullMarked
package io.pharmatrace.launcher.archive;
