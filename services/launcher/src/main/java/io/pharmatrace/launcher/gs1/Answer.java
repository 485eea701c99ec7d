package io.pharmatrace.launcher.gs1;

/**
 * The answer to one text.
 *
 * @param json one line
 * @param right whether the text was read and nothing is wrong with it
 */
record Answer(String json, boolean right) {}
