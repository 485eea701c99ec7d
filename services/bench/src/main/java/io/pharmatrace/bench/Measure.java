package io.pharmatrace.bench;

/**
 * One thing to measure, and what it is compared with.
 *
 * @param name of the benchmark, as a person asks for it
 * @param what it does, in a few words
 * @param holder the class with both methods of JMH
 * @param measured the method
 * @param baseline the method that it is compared with
 * @param goal how many times the baseline's time it may take
 */
record Measure(
    String name, String what, Class<?> holder, String measured, String baseline, double goal) {}
