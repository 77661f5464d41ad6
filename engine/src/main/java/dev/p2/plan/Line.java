package dev.p2.plan;

import dev.p2.plan.Analysis.Actual;
import java.util.Optional;

/**
 * One line of a strand as readers see it.
 *
 * @param rows how many times a trigger comes past here, by {@link Estimate}
 * @param actual what a run did here, where one is shown
 */
record Line(Kind kind, String text, double rows, Optional<Actual> actual) {
  Line(Kind kind, String text, double rows) {
    this(kind, text, rows, Optional.empty());
  }

  /** What the line does; the word for it and the colour of its box. */
  enum Kind {
    TRIGGER("trigger", "#cfe2ff"),
    PROBE("index look-up", "#d1e7dd"),
    RANGE("part of an order", "#d2f4ea"),
    SCAN("whole table", "#ffe5d0"),
    NEGATION("negation", "#f8d7da"),
    CONDITION("condition", "#fff3cd"),
    ASSIGNMENT("assignment", "#e9ecef"),
    ACTION("action", "#e2d9f3");

    final String word;
    final String colour;

    Kind(String word, String colour) {
      this.word = word;
      this.colour = colour;
    }
  }
}
