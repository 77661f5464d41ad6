package dev.p2.lang.value;

import java.util.Arrays;

/**
 * A sum of doubles without rounding until it is read, so that the order of the terms does not
 * matter (overlog.md 9.6). The running sum is a list of doubles of growing size whose bits do not
 * overlap: Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997. For ints held in doubles
 * the list has one entry, and adding costs a few additions.
 */
final class ExactSum {
  private double[] parts = new double[4];
  private int size;

  /** The sum of the infinities, and of what passed the range of a double. */
  private double infinities;

  void add(double term) {
    double x = term;
    int kept = 0;
    for (int i = 0; i < size; i++) {
      double y = parts[i];
      double large = Math.abs(x) < Math.abs(y) ? y : x;
      double small = Math.abs(x) < Math.abs(y) ? x : y;
      double sum = large + small;
      double rest = small - (sum - large);
      if (rest != 0 && Double.isFinite(rest)) {
        parts[kept++] = rest;
      }
      x = sum;
    }
    size = kept;
    if (!Double.isFinite(x)) {
      infinities += x;
    } else if (x != 0) {
      if (size == parts.length) {
        parts = Arrays.copyOf(parts, 2 * size);
      }
      parts[size++] = x;
    }
  }

  /** Adds an int exactly. */
  void add(long term) {
    long low = term & 0xffff_ffffL;
    add((double) (term - low));
    if (low != 0) {
      add((double) low);
    }
  }

  /** The sum, rounded once, half to even. Infinity minus infinity is P2-R03. */
  double value() {
    if (infinities != 0) {
      return Operators.checked(infinities);
    }
    double sum = 0;
    double rest = 0;
    int i = size;
    while (i > 0 && rest == 0) {
      double before = sum;
      double part = parts[--i];
      sum = before + part;
      rest = part - (sum - before);
    }
    // A tie that the parts below decide: go the other way if they lean there.
    if (i > 0 && (rest < 0 && parts[i - 1] < 0 || rest > 0 && parts[i - 1] > 0)) {
      double twice = 2 * rest;
      double other = sum + twice;
      if (other - sum == twice) {
        return other;
      }
    }
    return sum;
  }
}
