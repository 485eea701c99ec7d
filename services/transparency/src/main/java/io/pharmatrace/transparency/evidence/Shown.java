package io.pharmatrace.transparency.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a bundle shows.
 *
 * @param words one or two sentences
 * @param documents the events that are disclosed
 * @param steps of a pack's path, from the batch on
 */
record Shown(String words, List<String> documents, List<Report.Step> steps) {
  static String text(Subject.Document document) {
    return new String(document.content().array(), StandardCharsets.UTF_8);
  }
}
