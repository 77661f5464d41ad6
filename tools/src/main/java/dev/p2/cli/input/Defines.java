package dev.p2.cli.input;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code -D NAME=VALUE}: values of parameters and macros, by name in the order given. */
public final class Defines {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Defines() {}

  /** Reads {@code NAME=VALUE} and {@code NAME} (value 1). The same name twice is an error. */
  public static Map<String, String> parse(List<String> texts) {
    var defines = new LinkedHashMap<String, String>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      String value = equals < 0 ? "1" : text.substring(equals + 1);
      if (!NAME.matcher(name).matches()) {
        throw new InputException(
            "-D " + text + ": '" + name + "' is no name", "write -D NAME=VALUE");
      }
      if (defines.putIfAbsent(name, value) != null) {
        throw new InputException("-D " + name + " is given twice", "leave one of them out");
      }
    }
    return defines;
  }
}
