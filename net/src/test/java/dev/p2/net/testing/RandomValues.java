package dev.p2.net.testing;

import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.SetValue;
import dev.p2.lang.value.Time;
import java.util.SplittableRandom;

/** Values of all kinds, from a seed. */
public final class RandomValues {
  private final SplittableRandom random;

  public RandomValues(long seed) {
    this.random = new SplittableRandom(seed);
  }

  public Object[] values(int count) {
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) values[i] = value(0);
    return values;
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth < 4 ? 15 : 11)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> (long) random.nextInt(-200, 200);
      case 3 -> random.nextLong();
      case 4 -> random.nextDouble() * 1e9;
      case 5 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : -0.0;
      case 6 -> Id.of(random.nextInt(), random.nextLong(), random.nextLong());
      case 7 -> Id.of(random.nextInt(1000));
      case 8 -> text();
      case 9 -> new Time(random.nextLong());
      case 10 -> new Duration(random.nextLong());
      case 11 -> ListValue.of(nested(depth));
      case 12 -> SetValue.of(nested(depth));
      case 13 -> Bytes.of(octets(random.nextInt(100)));
      default ->
          TestProgram.of("inner/any,any/datagram")
              .tuple("inner", value(depth + 1), value(depth + 1));
    };
  }

  private Object[] nested(int depth) {
    Object[] values = new Object[random.nextInt(6)];
    for (int i = 0; i < values.length; i++) values[i] = value(depth + 1);
    return values;
  }

  /** Any UTF-16 units, lone surrogates among them, of all lengths that the format tells apart. */
  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(random.nextBoolean() ? 8 : 200);
    boolean ascii = random.nextInt(3) > 0;
    for (int i = 0; i < length; i++) {
      text.append(ascii ? (char) random.nextInt(32, 127) : (char) random.nextInt(0x10000));
    }
    return text.toString();
  }

  public byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }
}
