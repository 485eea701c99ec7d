/** Looking for events: what is found by index, who may see what, named queries. */
@NullMarked
package io.pharmatrace.custody.application.query;

import org.jspecify.annotations.NullMarked;
