package io.pharmatrace.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** With what the application of a {@link SupplyChainTest} is started, besides what all have. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Setting {
  /** Of the property. */
  String name();

  /** As in a file of settings. */
  String value();
}
