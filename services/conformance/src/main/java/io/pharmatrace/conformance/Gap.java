package io.pharmatrace.conformance;

/**
 * A feature of a standard that the product does not have.
 *
 * @param standard the standard
 * @param section its section
 * @param name the feature in a few words
 * @param why why it is missing, and what there is instead
 */
record Gap(Standard standard, String section, String name, String why) {}
