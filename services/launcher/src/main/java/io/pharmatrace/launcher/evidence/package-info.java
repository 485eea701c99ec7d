/** What a running installation says for evidence; checking it is a program of its own. */
@NullMarked
package io.pharmatrace.launcher.evidence;

import org.jspecify.annotations.NullMarked;
