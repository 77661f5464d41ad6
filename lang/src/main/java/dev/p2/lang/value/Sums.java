package dev.p2.lang.value;

/** {@code sum}: in the type of its argument, 0 of that type if nothing came; nulls are skipped. */
final class Sums {
  private Sums() {}

  static Accumulator of(Type argument) {
    return switch (argument) {
      case BOOL, INT -> new OfInts(argument);
      case DOUBLE -> new OfDoubles(argument);
      case DURATION -> new OfDurations(argument);
      case ID -> new OfIds(argument);
      case NULL, STRING, ADDR, TIME, LIST, SET, BYTES, TUPLE, ANY -> new OfAny(argument);
    };
  }

  private static final class OfInts extends Accumulator {
    private long sum;

    OfInts(Type argument) {
      super(argument);
    }

    @Override
    public void addLong(long value) {
      sum += value;
    }

    @Override
    public void add(Object value) {
      if (value != null) {
        sum += Values.toLong(value);
      }
    }

    @Override
    public void test(Object value) {
      if (value != null) Values.toLong(value);
    }

    @Override
    public Object result(int output) {
      return sum;
    }
  }

  private static final class OfDoubles extends Accumulator {
    private final ExactSum sum = new ExactSum();

    OfDoubles(Type argument) {
      super(argument);
    }

    @Override
    public void addDouble(double value) {
      sum.add(value);
    }

    @Override
    public void add(Object value) {
      if (value != null) {
        sum.add(Values.toDouble(value));
      }
    }

    @Override
    public void test(Object value) {
      if (value != null) Values.toDouble(value);
    }

    @Override
    public Object result(int output) {
      return sum.value();
    }
  }

  private static final class OfDurations extends Accumulator {
    private long nanos;

    OfDurations(Type argument) {
      super(argument);
    }

    @Override
    public void addLong(long value) {
      nanos = Operators.addNanos(nanos, value);
    }

    @Override
    public void add(Object value) {
      if (value != null) {
        addLong(Values.toDurationNanos(value));
      }
    }

    @Override
    public void test(Object value) {
      if (value != null) Operators.addNanos(nanos, Values.toDurationNanos(value));
    }

    @Override
    public Object result(int output) {
      return new Duration(nanos);
    }
  }

  private static final class OfIds extends Accumulator {
    private Id sum = Id.ZERO;

    OfIds(Type argument) {
      super(argument);
    }

    @Override
    public void add(Object value) {
      if (value != null) {
        sum = sum.add(Values.toId(value));
      }
    }

    @Override
    public void test(Object value) {
      if (value != null) Values.toId(value);
    }

    @Override
    public Object result(int output) {
      return sum;
    }
  }

  /**
   * Of values whose types are known now only: ints with doubles, ids or durations, but these three
   * not with each other.
   */
  private static final class OfAny extends Accumulator {
    private long ints;
    private Accumulator others;
    private Type kind = Type.INT;

    OfAny(Type argument) {
      super(argument);
    }

    @Override
    public void add(Object value) {
      switch (value) {
        case null -> {}
        case Long x -> ints += x;
        case Boolean x -> ints += x ? 1 : 0;
        case Double x -> addOther(Type.DOUBLE, x);
        case Id x -> addOther(Type.ID, x);
        case Duration x -> addOther(Type.DURATION, x);
        default -> throw Errors.wrongType("number or duration", value);
      }
    }

    private void addOther(Type type, Object value) {
      testOther(type, value);
      if (others == null) {
        kind = type;
        others = Sums.of(type);
      }
      others.add(value);
    }

    @Override
    public void test(Object value) {
      switch (value) {
        case null -> {}
        case Long _, Boolean _ -> {}
        case Double _ -> testOther(Type.DOUBLE, value);
        case Id _ -> testOther(Type.ID, value);
        case Duration _ -> testOther(Type.DURATION, value);
        default -> throw Errors.wrongType("number or duration", value);
      }
    }

    private void testOther(Type type, Object value) {
      if (others == null) return;
      if (kind != type) throw Errors.undefined("+", others.result(0), value);
      others.test(value);
    }

    @Override
    public Object result(int output) {
      return others == null ? (Object) ints : Operators.add(others.result(0), ints);
    }
  }
}
