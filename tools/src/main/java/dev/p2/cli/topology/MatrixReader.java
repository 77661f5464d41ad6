package dev.p2.cli.topology;

import dev.p2.cli.input.InputException;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.network.DelayMatrix;
import dev.p2.sim.network.Topology;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a square of delays in milliseconds, as the measurements of King and of PlanetLab come: a
 * line a site, numbers between commas, semicolons or white space; what follows a {@code #} and
 * blank lines are skipped. A negative number, {@code nan} or nothing between commas was not
 * measured: then the best way over one other site counts.
 */
final class MatrixReader {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");
  private static final BigDecimal DELAY_MS_MAX = BigDecimal.valueOf(3_600_000);

  /** Where the first digit of half a nanosecond stands, and one more. */
  private static final int DELAY_MS_DIGITS_MIN = -7;

  private static final long UNKNOWN = -1;

  private final Source source;
  private final List<long[]> rows = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();
  private final List<Boolean> endsInComma = new ArrayList<>();

  private MatrixReader(Source source) {
    this.source = source;
  }

  /**
   * @param roundTrips whether the numbers are round trips, of which each way takes half
   */
  static DelayMatrix read(Source source, int placesPerSite, boolean roundTrips, Room room) {
    var reader = new MatrixReader(source);
    reader.readLines();
    reader.leaveOutLastCommas();
    reader.requireSquare();
    long[][] nanos = reader.filled();
    if (roundTrips) for (long[] row : nanos) for (int i = 0; i < row.length; i++) row[i] /= 2;
    var matrix = new DelayMatrix(nanos, placesPerSite, Topology.LOCAL_NANOS_DEFAULT);
    int last = reader.places.getLast()[0];
    room.require(matrix.places(), last, last + 1);
    return matrix;
  }

  private void readLines() {
    String text = source.text();
    for (int at = 0; at < text.length(); ) {
      int next = text.indexOf('\n', at);
      int lineEnd = next < 0 ? text.length() : next;
      int comment = text.indexOf('#', at);
      int end = comment >= 0 && comment < lineEnd ? comment : lineEnd;
      if (!text.substring(at, end).isBlank()) readRow(at, end);
      at = lineEnd + 1;
    }
  }

  private void readRow(int start, int lineEnd) {
    String text = source.text();
    int end = lineEnd;
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) end--;
    boolean marks = text.substring(start, end).matches("(?s).*[,;].*");
    var values = new ArrayList<Long>();
    var starts = new ArrayList<Integer>();
    int at = start;
    while (at <= end) {
      while (at < end && Character.isWhitespace(text.charAt(at))) at++;
      int stop = at;
      while (stop < end && !separator(text.charAt(stop), marks)) stop++;
      int last = stop;
      while (last > at && Character.isWhitespace(text.charAt(last - 1))) last--;
      starts.add(at);
      values.add(nanos(text.substring(at, last), at, Math.max(last, at + 1)));
      at = stop + 1;
    }
    endsInComma.add(marks && separator(text.charAt(end - 1), true));
    rows.add(values.stream().mapToLong(Long::longValue).toArray());
    places.add(starts.stream().mapToInt(Integer::intValue).toArray());
  }

  private static boolean separator(char c, boolean marks) {
    return marks ? c == ',' || c == ';' : Character.isWhitespace(c);
  }

  private long nanos(String number, int start, int end) {
    if (number.isEmpty() || number.equalsIgnoreCase("nan")) return UNKNOWN;
    if (!NUMBER.matcher(number).matches())
      throw InputException.at(source, start, end, "'" + number + "' is no number of milliseconds")
          .hint("write numbers without unit between commas; a header or comment stands behind a #");
    var ms = new BigDecimal(number);
    if (ms.signum() < 0) return UNKNOWN;
    if (ms.compareTo(DELAY_MS_MAX) > 0)
      throw InputException.at(source, start, end, "a delay of more than an hour")
          .hint("the numbers are milliseconds");
    // 1e-1000000 must not be written out
    if (ms.precision() - ms.scale() < DELAY_MS_DIGITS_MIN) return 0;
    return ms.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  /**
   * A comma at the end of a line stands before a number that is missing, or behind the last one: in
   * a row that would have one too many.
   */
  private void leaveOutLastCommas() {
    for (int i = 0; i < rows.size(); i++)
      if (endsInComma.get(i) && rows.get(i).length == rows.size() + 1)
        rows.set(i, Arrays.copyOf(rows.get(i), rows.size()));
  }

  private void requireSquare() {
    if (rows.isEmpty())
      throw InputException.at(source, 0, 1, "the file holds no matrix")
          .hint("write a line a site, delays in milliseconds between commas");
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).length == rows.size()) continue;
      int[] starts = places.get(i);
      int at = starts[Math.min(rows.size(), starts.length - 1)];
      throw InputException.at(
              source,
              at,
              at + 1,
              "this row has "
                  + rows.get(i).length
                  + " columns, the matrix "
                  + rows.size()
                  + " rows")
          .hint("a matrix of delays is square: a row and a column a site");
    }
  }

  /** The matrix with what was not measured filled in. */
  private long[][] filled() {
    int sites = rows.size();
    long[][] nanos = new long[sites][];
    for (int i = 0; i < sites; i++) nanos[i] = rows.get(i).clone();
    for (int i = 0; i < sites; i++) {
      for (int j = 0; j < sites; j++) {
        if (i == j || rows.get(i)[j] != UNKNOWN) continue;
        long best = Long.MAX_VALUE;
        for (int over = 0; over < sites; over++) {
          long first = rows.get(i)[over];
          long second = rows.get(over)[j];
          if (over != i && over != j && first != UNKNOWN && second != UNKNOWN)
            best = Math.min(best, first + second);
        }
        if (best == Long.MAX_VALUE) {
          int at = places.get(i)[j];
          throw InputException.at(
                  source,
                  at,
                  at + 1,
                  "not connected: no delay from site " + i + " to site " + j + ", nor over another")
              .hint("sites count from 0; leave out a row and column that nobody measured");
        }
        nanos[i][j] = best;
      }
    }
    return nanos;
  }
}
