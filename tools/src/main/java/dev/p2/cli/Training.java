package dev.p2.cli;

import dev.p2.overlays.Overlays;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The training run behind the AOT cache: what users do most, once, with its output thrown away. */
final class Training {
  private static final String PROGRAM =
      """
      table t(@N: addr, key K: int, V: string).
      r1 t(@N, K, V) :- e(@N, K, V).
      r2 ping(@M, N) :- t#insert(@N, _, M), M != N.
      r3 bad(@N, X) :- e(@N, _, _), X := f_sha1("x")
      """;

  /** One mistake of each common kind. */
  private static final String MISTAKES =
      """
      r1 h(@X, Zed) :- e(@X).
      r2 h2(@X) :- e2(@X, S), S == "a", S > 3.
      r3 h3(@X, T) :- e3(@X), T := f_nov().
      r4 h4(@X :- e4(@X).
      r5 h5(@X) :- e5(@X), f5(@X).
      r6 h6(@X) :- e6(@X), A = 3.
      r7 h7(@X) :- e7(@X), not k7(@X), Other > 1, !(X in [1, 2]).
      r8 h8(@X, foo<Y>) :- e8(@X, Y), t(@Y, X).
      t("a", Y).
      """;

  /** So often these give all cores something to do. */
  private static final int MANY = 200;

  private Training() {}

  /** Runs the small verbs and a short simulation. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("p2-training");
    Path wrong = Files.writeString(folder.resolve("wrong.olg"), PROGRAM);
    Path mistakes = Files.writeString(folder.resolve("mistakes.olg"), MISTAKES);
    Path right =
        Files.writeString(
            folder.resolve("right.olg"), PROGRAM.replace("f_sha1(\"x\")", "f_sha1(\"x\")."));
    Path inject =
        Files.writeString(
            folder.resolve("e.jsonl"),
            "{\"at\":\"1s\",\"node\":\"n0\",\"relation\":\"e\",\"values\":[\"n0\",1,\"n1\"]}\n");
    run("check", wrong.toString());
    run("check", wrong.toString(), "--format", "json");
    run("check", mistakes.toString());
    run("check", mistakes.toString(), "--format", "json");
    Files.writeString(mistakes, MISTAKES.repeat(MANY));
    run("check", mistakes.toString());
    run("check", "--explain", "P2-014");
    run("plan", right.toString());
    run(
        "sim",
        right.toString(),
        "--nodes",
        "2",
        "--inject",
        inject.toString(),
        "--dump",
        "*",
        "--watch",
        "ping",
        "--format",
        "json",
        "--stats",
        "-");
    for (String overlay : Overlays.names()) {
      run("check", overlay);
      run("sim", overlay, "--nodes", "2", "--until", "3s");
    }
    run("--help");
    run("--version");
    for (Path file : new Path[] {wrong, mistakes, right, inject, folder}) Files.delete(file);
  }

  private static void run(String... args) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    P2.run(args, InputStream.nullInputStream(), nowhere, nowhere);
  }
}
