package dev.p2.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the text, parsing ends, throws nothing, places every problem inside the text, and says
 * the same twice.
 */
class ParserFuzzTest {
  private static final int TEXTS = 300;
  private static final int FEW = 20_000;
  private static final int MANY = 80_000;

  private static final List<String> PIECES =
      List.of(
          "r1 ",
          "h",
          "p(",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ".",
          ":-",
          ":=",
          ":",
          "::",
          "@X",
          "@",
          "#",
          "#insert",
          "X",
          "_",
          "Y ",
          "f_x(",
          "f_now()",
          "min<",
          "count<*>",
          "<",
          ">",
          ">>",
          "<<",
          "<=",
          "+",
          "-",
          "*",
          "**",
          "/",
          "%",
          "&",
          "|",
          "|||",
          "&&",
          "||",
          "^",
          "~",
          "!",
          "=",
          "==",
          "?",
          " in ",
          " not ",
          " notin ",
          "delete ",
          "id ",
          "now ",
          "5",
          "0x1I",
          "1.5s",
          "08",
          "1e",
          "\"s\"",
          "\"",
          "'",
          "/*",
          "*/",
          "//",
          "%%",
          "\n",
          "\\\n",
          " ",
          "materialize(",
          "keys(",
          "table ",
          "event ",
          "index(",
          "param ",
          "extern ",
          "pure ",
          "transport ",
          "send ",
          " over ",
          "namespace ",
          "watch(",
          "watchmod(",
          "stage(",
          "Query ",
          "import ",
          "dialect 2005.",
          "infinity",
          "null",
          "says(",
          "new<",
          "range(I,0,1)",
          "\n#define M ",
          "\n#define F(a) a ",
          "M",
          "F(",
          "\n#if ",
          "\n#ifdef M\n",
          "\n#else\n",
          "\n#endif\n",
          "\n#include \"a\"\n",
          "\n#line 5\n",
          "\n#pragma x\n",
          "\n#error x\n",
          "defined",
          "é",
          "𝕏",
          "\ud800",
          "\u0000",
          "$",
          ";");

  private static final String PROGRAM =
      """
      materialize(node, infinity, 1, keys(1)).
      #define PERIOD 5
      param N: int := 3 "how many".
      table t(@X: addr, key K: list<set<int>>) lifetime 5s size 3 durable.
      node(LOCALADDRESS, NODEID).
      L1 found@R(R, K, min<D>) :- lookup@N(N, K, R), not node@N(N, Id), K in (Id, SId], D := 0x1I << I + 2.
      r2 delete t(@X, _) :- t#insert(@X, Y), periodic(@X, E, PERIOD), X == f_cons(1, [2]) ? 1 : 2.
      namespace ns { transport q { ack: none, retry: 1 before route }. h(X, C) :- min((X), (C), p(X, C)). }
      """;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void anyPiecesCanBeParsed(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TEXTS; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(60); n > 0; n--)
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      check(text.toString(), "seed " + seed + ", text " + i);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void anyBytesCanBeParsed(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TEXTS; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (i % 2 == 0)
        for (int b = 0; b < bytes.length; b++) bytes[b] = (byte) (32 + Math.floorMod(bytes[b], 95));
      check(new String(bytes, StandardCharsets.UTF_8), "seed " + seed + ", bytes " + i);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void anyChangedProgramCanBeParsed(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TEXTS; i++) {
      var text = new StringBuilder(PROGRAM);
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
          case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
          default -> text.setLength(Math.max(1, at));
        }
      }
      check(text.toString(), "seed " + seed + ", program " + i);
    }
  }

  private static void check(String text, String which) {
    Parsed parsed = parse(text);
    for (Diagnostic d : parsed.diagnostics()) {
      assertThat(d.span().start())
          .as("%s: %s", which, text)
          .isBetween(0, Math.max(text.length(), 99));
      assertThat(DiagnosticPrinter.print(d)).contains(d.code());
    }
    assertThat(parse(text).diagnostics())
        .as("%s, again: %s", which, text)
        .hasSameSizeAs(parsed.diagnostics());
  }

  private static Parsed parse(String text) {
    var options =
        new ParseOptions(
            Map.of("X", "X1"),
            name ->
                name.equals("a") ? Optional.of(new Source("a", "p(1). #if\nM")) : Optional.empty(),
            false);
    return Parser.parse(List.of(new Source("fuzz.olg", text)), options);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "F(",
        "p(",
        "r h(X) :- e(X)\n",
        "namespace a {",
        "{[",
        "#if 1\n",
        "a<",
        "X<",
        "\"",
        "/*",
        "!",
        "table ",
        "x::",
        "p.\n",
        "'"
      })
  void aPieceManyTimesTakesTimeInProportion(String piece) {
    long few = Long.MAX_VALUE;
    long many = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 4 && many > limit(few); attempt++) {
      few = Math.min(few, cpuNanos(piece, FEW));
      many = Math.min(many, cpuNanos(piece, MANY));
    }
    assertThat(many).as("nanoseconds for %d times %s", MANY, piece).isLessThanOrEqualTo(limit(few));
  }

  /** In proportion it would be four times, in the square sixteen; what is quick is no trouble. */
  private static long limit(long few) {
    return few == Long.MAX_VALUE ? 0 : 10 * Math.max(few, 20_000_000);
  }

  private static long cpuNanos(String piece, int times) {
    String text = "#define F(a) a\n" + piece.repeat(times);
    var thread = ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadCpuTime();
    parse(text);
    return thread.getCurrentThreadCpuTime() - before;
  }
}
