/** Programs that run in the background: started, waited for, found again and stopped. */
@NullMarked
package io.pharmatrace.process;

import org.jspecify.annotations.NullMarked;
