package io.pharmatrace.bench;

/**
 * Two methods of JMH that are compared.
 *
 * @param what it does, in a few words
 * @param holder the class with both methods
 * @param measured the method
 * @param baseline the method that it is compared with
 * @param goal how many times the baseline's time it may take
 */
record Measure(String what, Class<?> holder, String measured, String baseline, double goal) {}
