package dev.p2.lang.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Built-in functions on strings. Positions and lengths count code points. */
public final class TextFunctions {
  /** The expression used last: a rule matches with the same one again and again. */
  private static volatile Pattern lastPattern = Pattern.compile("");

  private TextFunctions() {}

  /** Whether the whole string matches the regular expression; a malformed one is P2-R03. */
  public static Object match(Object regex, Object string) {
    String s = Values.toText(string);
    Pattern pattern = pattern(Values.toText(regex));
    try {
      return pattern.matcher(s).matches();
    } catch (StackOverflowError e) {
      throw Errors.domain("the regular expression " + pattern + " is too deep for this string");
    }
  }

  private static Pattern pattern(String regex) {
    Pattern pattern = lastPattern;
    if (!pattern.pattern().equals(regex)) {
      try {
        pattern = Pattern.compile(regex);
      } catch (PatternSyntaxException e) {
        throw Errors.domain("malformed regular expression: " + e.getDescription());
      }
      lastPattern = pattern;
    }
    return pattern;
  }

  /** The first position of {@code what}, -1 if there is none. */
  public static Object find(Object what, Object in) {
    String s = Values.toText(in);
    int at = s.indexOf(Values.toText(what));
    return at < 0 ? -1L : (long) s.codePointCount(0, at);
  }

  public static Object replace(Object what, Object by, Object in) {
    String s = Values.toText(in);
    return s.replace(notEmpty(what), Values.toText(by));
  }

  public static Object length(Object string) {
    String s = Values.toText(string);
    return (long) s.codePointCount(0, s.length());
  }

  /** {@code length} code points from {@code position} on; P2-R05 if they are not all there. */
  public static Object part(Object string, Object position, Object length) {
    String s = Values.toText(string);
    long from = Values.toLong(position);
    long count = Values.toLong(length);
    int size = s.codePointCount(0, s.length());
    if (from < 0 || count < 0 || from > size || count > size - from) {
      throw new EvalException(
          "P2-R05", count + " characters from position " + from + " in a string of " + size);
    }
    int start = s.offsetByCodePoints(0, (int) from);
    return s.substring(start, s.offsetByCodePoints(start, (int) count));
  }

  public static Object upper(Object string) {
    return Values.toText(string).toUpperCase(Locale.ROOT);
  }

  public static Object lower(Object string) {
    return Values.toText(string).toLowerCase(Locale.ROOT);
  }

  /** The parts between separators, empty ones too. */
  public static Object split(Object string, Object separator) {
    String s = Values.toText(string);
    String between = notEmpty(separator);
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = s.indexOf(between); at >= 0; at = s.indexOf(between, from)) {
      parts.add(s.substring(from, at));
      from = at + between.length();
    }
    parts.add(s.substring(from));
    return ListValue.of(parts);
  }

  /** The text forms of the elements with the separator between. */
  public static Object join(Object list, Object separator) {
    StringJoiner joined = new StringJoiner(Values.toText(separator));
    for (Object element : Values.toList(list)) {
      joined.add(Values.text(element));
    }
    return joined.toString();
  }

  private static String notEmpty(Object string) {
    String s = Values.toText(string);
    if (s.isEmpty()) {
      throw Errors.domain("the string to look for is empty");
    }
    return s;
  }
}
