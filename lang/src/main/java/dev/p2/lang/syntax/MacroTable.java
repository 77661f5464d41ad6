package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The macros defined at the place where the preprocessor is. One table for all files of a program.
 */
final class MacroTable {
  private final Map<String, Macro> macros = new HashMap<>();

  /** The macros of the command line; those that set {@code params} are seen by conditions only. */
  static MacroTable of(Map<String, String> defines, Set<String> params) {
    var table = new MacroTable();
    defines.forEach(
        (name, text) -> {
          List<Token> body = tokens(new Lexer(new Source("-D " + name, text)));
          var origin = new Span.Macro(name, "-D " + name, 0);
          table.define(new Macro(name, Optional.empty(), body, origin, params.contains(name)));
        });
    return table;
  }

  void define(Macro macro) {
    macros.put(macro.name(), macro);
  }

  void undefine(String name) {
    macros.remove(name);
  }

  boolean isDefined(String name) {
    return macros.containsKey(name);
  }

  /** The macro to replace {@code name} by in the text. */
  Optional<Macro> inText(String name) {
    Macro macro = macros.get(name);
    return macro == null || macro.conditional() ? Optional.empty() : Optional.of(macro);
  }

  /** The macro to replace {@code name} by in a condition. */
  Optional<Macro> inCondition(String name) {
    return Optional.ofNullable(macros.get(name));
  }

  /** All tokens up to the end, without it. */
  static List<Token> tokens(Lexer lexer) {
    var tokens = new ArrayList<Token>();
    for (Token t = lexer.next(); !t.is(TokenKind.END); t = lexer.next()) tokens.add(t);
    return tokens;
  }
}
