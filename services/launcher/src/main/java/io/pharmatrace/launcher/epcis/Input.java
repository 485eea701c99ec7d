package io.pharmatrace.launcher.epcis;

import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One document to look at.
 *
 * @param name file name as given; {@code -} for standard input
 * @param line counted from 1 where each line is an input; null for a whole file
 * @param content to be read once; closed by whoever opened it
 * @param file where it may be read again; null if it cannot
 */
record Input(String name, @Nullable Long line, InputStream content, @Nullable Path file) {}
