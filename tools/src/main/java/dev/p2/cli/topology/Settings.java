package dev.p2.cli.topology;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code KEY=VALUE,KEY=VALUE} behind the name of a topology. */
final class Settings {
  private static final int COUNT_MAX = 1_000_000;

  private final String flag;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();

  Settings(String argument, String text) {
    flag = "--topology " + argument + ": ";
    if (text.isEmpty()) return;
    for (String setting : text.split(",", -1)) {
      int equals = setting.indexOf('=');
      if (equals <= 0)
        throw wrong("'" + setting + "' is no KEY=VALUE").hint("write --topology paper:places=10");
      if (values.put(setting.substring(0, equals), setting.substring(equals + 1)) != null)
        throw wrong(setting.substring(0, equals) + " is set twice").hint("leave one of them out");
      if (equals == setting.length() - 1)
        throw wrong(setting + " has no value").hint("write " + setting + "10");
    }
  }

  private InputException wrong(String message) {
    return new InputException(flag + message);
  }

  private String value(String key) {
    known.add(key);
    return values.getOrDefault(key, "");
  }

  int count(String key, int otherwise) {
    String value = value(key);
    if (value.isEmpty()) return otherwise;
    try {
      int count = Integer.parseInt(value);
      if (count >= 1 && count <= COUNT_MAX) return count;
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong(key + " must be a whole number from 1 to a million").hint("write " + key + "=10");
  }

  double share(String key, double otherwise) {
    String value = value(key);
    if (value.isEmpty()) return otherwise;
    try {
      double share = Words.share(value);
      if (share > 0) return share;
    } catch (InputException e) {
      // said below
    }
    throw wrong(key + " must be above 0 and at most 1").hint("write " + key + "=0.4");
  }

  boolean flag(String key) {
    return switch (value(key)) {
      case "", "false" -> false;
      case "true" -> true;
      default -> throw wrong(key + " must be true or false").hint("write " + key + "=true");
    };
  }

  /** Complains about a key that nobody asked for. */
  void end() {
    for (String key : values.keySet()) {
      if (known.contains(key)) continue;
      String similar = Suggestion.didYouMean(key, known);
      throw wrong("there is no setting " + key)
          .hint(
              !similar.isEmpty()
                  ? similar
                  : known.isEmpty()
                      ? "what it needs stands in the file"
                      : "there are " + String.join(", ", known));
    }
  }
}
