/** Long work that a request begins: done in chunks, resumed after a crash, told item by item. */
@NullMarked
package io.pharmatrace.platform.jobs;

import org.jspecify.annotations.NullMarked;
