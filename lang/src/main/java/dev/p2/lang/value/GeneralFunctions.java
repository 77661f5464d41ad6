package dev.p2.lang.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Built-in functions on values of every type. */
public final class GeneralFunctions {
  private GeneralFunctions() {}

  /** The SHA-1 of the UTF-8 text form, the first octet most significant. */
  public static Object sha1(Object x) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return Id.fromBytes(digest.digest(Values.text(x).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }

  public static Object text(Object x) {
    return Values.text(x);
  }

  public static Object typeOf(Object x) {
    return Values.typeName(x);
  }

  /** -1, 0 or 1 in the total order. */
  public static Object totalComp(Object x, Object y) {
    return (long) Integer.signum(Values.compare(x, y));
  }

  /** The greater by {@code <}, in the common kind of two numbers; of equal ones the first. */
  public static Object max(Object x, Object y) {
    return Operators.less(x, y) ? Numbers.inKindOf(y, x) : Numbers.inKindOf(x, y);
  }

  /** The lesser by {@code <}, in the common kind of two numbers; of equal ones the first. */
  public static Object min(Object x, Object y) {
    return Operators.less(y, x) ? Numbers.inKindOf(y, x) : Numbers.inKindOf(x, y);
  }

  /**
   * As {@code condition ? then : otherwise}, in the common kind of two numbers; but both are
   * evaluated before.
   */
  public static Object ifElse(Object condition, Object then, Object otherwise) {
    return Values.condition(condition)
        ? Numbers.inKindOf(then, otherwise)
        : Numbers.inKindOf(otherwise, then);
  }
}
