package dev.p2.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a step did, in bags: 9.6 leaves much of the order open. */
final class Outcome {
  /** A message; {@code kind} is the action that the receiver is asked for. */
  record Sent(String destination, String kind, Fact fact, String rule) {}

  /** A run-time error; the tuple is that of the event, empty in views. */
  record Failure(String code, String rule, Optional<Fact> event) {}

  final List<Fact> events = new ArrayList<>();
  final List<Sent> messages = new ArrayList<>();
  final List<Failure> failures = new ArrayList<>();

  /** Net changes of tables: {@code INSERT t("a", 1)}. */
  final List<String> changes = new ArrayList<>();

  boolean undone;

  /**
   * Whether rules inserted different rows of one key: which wins hangs on their order in the text.
   */
  boolean conflicts;
}
