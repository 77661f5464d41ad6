package dev.p2.oracle;

/**
 * The definition leaves open what happens next (9.6, 8.4): no implementation is wrong from here on.
 */
final class LeftOpen extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeftOpen(String why) {
    super(why);
  }
}
