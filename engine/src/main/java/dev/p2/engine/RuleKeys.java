package dev.p2.engine;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rule is known by in every program that it is part of: the place of its text. Its index and
 * label change when other programs are installed beside it.
 */
final class RuleKeys {
  private final String[] keys;
  private final Map<String, Integer> indexes = new HashMap<>();

  RuleKeys(Program program) {
    List<CheckedRule> rules = program.rules();
    keys = new String[rules.size()];
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (CheckedRule rule : rules) {
      String place = Installed.identity(rule.span().source()) + "@" + rule.span().start();
      int nth = seen.merge(place, 1, Integer::sum);
      keys[rule.index()] = place + "#" + nth;
      indexes.put(keys[rule.index()], rule.index());
    }
  }

  String key(int rule) {
    return keys[rule];
  }

  /** The index of the rule of that key, or -1. */
  int index(String key) {
    return indexes.getOrDefault(key, -1);
  }

  /** A part of the fingerprints of the rule's derivations. */
  long print(int rule) {
    return Fingerprints.of(keys[rule]);
  }
}
