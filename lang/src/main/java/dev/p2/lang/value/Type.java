package dev.p2.lang.value;

/**
 * The static type of a column, variable or expression; overlog.md section 3.4. Lists and sets do
 * not track elements.
 */
public enum Type {
  NULL,
  BOOL,
  INT,
  DOUBLE,
  ID,
  STRING,
  ADDR,
  TIME,
  DURATION,
  LIST,
  SET,
  BYTES,
  TUPLE,
  ANY;

  /** How values of this type are held when null cannot occur. */
  public Rep rep() {
    return switch (this) {
      case BOOL -> Rep.BOOL;
      case INT, TIME, DURATION -> Rep.LONG;
      case DOUBLE -> Rep.DOUBLE;
      case NULL, ID, STRING, ADDR, LIST, SET, BYTES, TUPLE, ANY -> Rep.REF;
    };
  }

  /**
   * The machine form of a value: a JVM long, double or boolean, or a reference to a boxed value.
   */
  public enum Rep {
    LONG,
    DOUBLE,
    BOOL,
    REF
  }
}
