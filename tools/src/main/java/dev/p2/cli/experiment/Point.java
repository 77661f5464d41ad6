package dev.p2.cli.experiment;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One place of a sweep: a subject, and a value of each axis.
 *
 * @param values labels by axis, in the order of the axes
 */
record Point(String subject, Map<String, String> values) {
  Point {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The label at an axis; {@code subject} is one too. */
  String at(String axis) {
    return axis.equals(SUBJECT) ? subject : String.valueOf(values.get(axis));
  }

  /** The axis of subjects. */
  static final String SUBJECT = "subject";

  /** For people: {@code classic, nodes 100}. */
  String text() {
    var text = new StringBuilder(subject);
    values.forEach((axis, value) -> text.append(", ").append(axis).append(' ').append(value));
    return text.toString();
  }
}
