package dev.p2.engine.code;

import dev.p2.engine.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * {@code TOKENIZER}: from {@code in(@N, Delimiters, String)} an {@code out(@N, Token)} for each
 * piece between delimiter characters (overlog.md 11.5).
 */
final class Tokenizer implements Procedure {
  @Override
  public List<Object[]> run(Tuple event) {
    var results = new ArrayList<Object[]>();
    if (event.arity() == 3
        && event.get(1) instanceof String delimiters
        && event.get(2) instanceof String text) {
      var tokens = new StringTokenizer(text, delimiters);
      while (tokens.hasMoreTokens()) results.add(new Object[] {event.get(0), tokens.nextToken()});
    }
    return results;
  }
}
