package dev.p2.fuzz;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every reader takes what was once its trouble, good inputs, and good inputs broken at random.
 * Without coverage to guide it this finds little new: that is what {@code mvn -Pfuzz} is for.
 */
class FuzzCasesTest {
  private static final int BROKEN = 120;

  @ParameterizedTest(name = "{0}")
  @EnumSource(FuzzTarget.class)
  void takesWhatWasOnceItsTrouble(FuzzTarget target) throws IOException {
    for (byte[] input : FuzzSeeds.kept(target)) accept(target, input);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(FuzzTarget.class)
  void takesGoodInputsBrokenAtRandom(FuzzTarget target) throws IOException {
    var random = new Random(1);
    List<byte[]> inputs = FuzzSeeds.of(target);
    if (target != FuzzTarget.CHECKER) for (byte[] input : inputs) accept(target, input);
    for (int i = 0; i < BROKEN; i++) accept(target, broken(inputs, random));
  }

  private static byte[] broken(List<byte[]> inputs, Random random) {
    byte[] input = inputs.get(random.nextInt(inputs.size()));
    byte[] other = inputs.get(random.nextInt(inputs.size()));
    byte[] changed = Arrays.copyOf(input, Math.min(input.length, 8000));
    for (int n = random.nextInt(4); n >= 0 && changed.length > 0; n--) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(5)) {
        case 0 -> changed[at] = (byte) random.nextInt(256);
        case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> changed = Arrays.copyOf(changed, at);
        case 3 -> changed = spliced(changed, at, new byte[0], 1 + random.nextInt(8));
        default -> {
          int from = random.nextInt(other.length + 1);
          int length = Math.min(random.nextInt(30), other.length - from);
          changed = spliced(changed, at, Arrays.copyOfRange(other, from, from + length), 0);
        }
      }
    }
    return changed;
  }

  private static byte[] spliced(byte[] octets, int at, byte[] in, int out) {
    int after = Math.min(octets.length, at + out);
    byte[] all = Arrays.copyOf(octets, at + in.length + octets.length - after);
    System.arraycopy(in, 0, all, at, in.length);
    System.arraycopy(octets, after, all, at + in.length, octets.length - after);
    return all;
  }

  private static void accept(FuzzTarget target, byte[] input) throws IOException {
    try {
      target.accept(input);
    } catch (Throwable e) {
      throw new AssertionError(target.word() + ", input " + HexFormat.of().formatHex(input), e);
    }
  }
}
