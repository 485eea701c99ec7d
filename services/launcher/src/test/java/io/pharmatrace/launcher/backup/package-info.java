/** The commands that back up and restore. */
@org.jspecify.annotations.NullMarked
package io.pharmatrace.launcher.backup;
