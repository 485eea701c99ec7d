package io.pharmatrace.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The feature of a standard that a test shows. On a method it counts for that method; on a class,
 * for the methods of it and of its nested classes that do not say otherwise. Each executed test,
 * and each invocation of a parameterised or dynamic one, is a case.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Feature {
  /** The standard that demands it. */
  Standard standard();

  /** The section of the standard, for example {@code 7.4.1}. */
  String section();

  /** The feature in a few words; the same words in several tests are the same feature. */
  String name();
}
