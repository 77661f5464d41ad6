package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} and {@code up} on real sockets: few, and short. */
class LiveVerbsTest {
  /** Every node greets the landmark; the landmark is well when it knows all. */
  private static final String PROGRAM =
      """
      table known(@N: addr, key Node: addr).
      table healthReport(@N: addr, key Check: string, Ok: bool, Detail: string).
      table status(@N: addr, key Name: string, Value: double).
      hi known(@LANDMARK, N) :- periodic(@N, _, 100ms).
      h1 healthReport(@N, "known", C == WANTED, C + " nodes") :- periodic(@N, _, 100ms), count(@N, C), N == LANDMARK.
      v count(@N, count<*>) :- known(@N, _).
      table count(@N: addr, C: int) keys(1).
      s status(@N, "known", C) :- count(@N, C).
      param WANTED: int := NODES.
      """;

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void upEndsWellWhenEveryCheckIsGood() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "up",
            file("p.olg", PROGRAM.replace("NODES", "3")),
            "--nodes",
            "3",
            "--base-port",
            "0",
            "--for",
            "3s",
            "--check",
            "--stats",
            "-");
    assertThat(run.err()).contains("3 nodes on 127.0.0.1:").contains("\"bytesSent\":");
    assertThat(run.out()).contains("ok    known at 1 node").contains("3 nodes");
    assertThat(run.code()).isZero();
  }

  @Test
  void nodesKnowTheirPeersQueuesAndBytes() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "up",
            file("p.olg", PROGRAM),
            "--nodes",
            "2",
            "--base-port",
            "0",
            "--for",
            "2s",
            "--dump",
            "sysPeer,sysQueue,sysNode",
            "--format",
            "json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches(".*\"sysPeer\".*,0\\.0,0,0,[1-9][0-9]*,0,.*"))
        .anyMatch(line -> line.contains("\"sysQueue\"") && line.contains("\"datagram queue\""))
        .anyMatch(line -> line.contains("\"sysNode\""));
  }

  @Test
  void upFailsWhenACheckIsNotGood() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "up",
            file("p.olg", PROGRAM),
            "-D",
            "WANTED=7",
            "--nodes",
            "2",
            "--base-port",
            "0",
            "--for",
            "2s",
            "--check",
            "--format",
            "json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lines()).allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
    assertThat(run.lines().getLast())
        .contains("\"check\":\"known\",\"ok\":false,\"nodes\":1,\"failing\":1");
  }

  @Test
  void aProgramWithoutAHealthCheckCannotBeChecked() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "up", file("p.olg", "r1 h(@N) :- periodic(@N, _, 1).\n"), "--check", "--for", "1s");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("healthReport(@N, Check, Ok, Detail)");
  }

  @Test
  void theTuplesOfAFileNeedNotNameTheOnlyNode() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            file("local.olg", "table seen(K: int).\nr1 seen(K) :- e(K).\n"),
            "--listen",
            "127.0.0.1:0",
            "--inject",
            file("in.jsonl", "{\"relation\":\"e\",\"values\":[7]}\n"),
            "--dump",
            "seen",
            "--for",
            "1s");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("seen(7)");
  }

  @Test
  void runTakesTuplesFromStandardInputAndSaysWhichLinesAreWrong() throws IOException {
    String program =
        file(
            "p.olg",
            "table t(@N: addr, key K: int).\n"
                + "r1 t(@N, K) :- e(@N, K).\n"
                + "event e(@N: addr, K: int).\n");
    CommandLineRun run =
        CommandLineRun.withInput(
            "{\"relation\":\"e\",\"values\":[\"HERE\",1]}\n"
                + "{\"relation\":\"e\",\"values\":[\"HERE\"]}\n"
                + "{\"relation\":\"e\",\"values\":[\"HERE\",2]}\n",
            "run",
            program,
            "--listen",
            "localhost:0",
            "--inject",
            "-",
            "--for",
            "1s",
            "--dump",
            "t",
            "--format",
            "json",
            "--seed",
            "7");
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("listening on localhost:")
        .contains("seed 7")
        .contains("stdin:2:26: error: e has 2 columns, 1 is given here");
    assertThat(run.lines()).hasSize(2);
    assertThat(run.out())
        .contains("\"relation\":\"t\",\"values\":[\"HERE\",1]")
        .contains("[\"HERE\",2]");
  }

  @Test
  void wrongAddressesAndIdsAreExitTwo() throws IOException {
    String program = file("p.olg", "r1 h(@N) :- periodic(@N, _, 1).\n");
    assertThat(CommandLineRun.of("run", program).err()).contains("--listen");
    assertThat(CommandLineRun.of("run", program, "--listen", "nowhere").code()).isEqualTo(2);
    assertThat(CommandLineRun.of("run", program, "--listen", "192.0.2.1:0", "--for", "1s").code())
        .isEqualTo(2);
    assertThat(CommandLineRun.of("run", program, "--listen", "127.0.0.1:0", "--id", "42").code())
        .isEqualTo(2);
    assertThat(CommandLineRun.of("up", program, "--nodes", "0").code()).isEqualTo(2);
    assertThat(CommandLineRun.of("up", program, "--nodes", "70000").code()).isEqualTo(2);
  }

  @Test
  void runChecksItselfAndKeepsQuiet() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            file("p.olg", PROGRAM.replace("NODES", "1")),
            "--listen",
            "127.0.0.1:0",
            "--check",
            "-q",
            "--for",
            "1s",
            "--loss",
            "1%",
            "--reorder",
            "1%",
            "--duplicate",
            "0.01");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("ok    known at 1 node");
    assertThat(run.code()).isZero();
  }

  @Test
  void anEndlessLoopAtARunningNodeIsUndoneAndTheRunFails() throws IOException {
    String program =
        file(
            "loop.olg",
            "table c(@X: addr, N: int) keys(1).\n"
                + "event go(@X: addr).\n"
                + "r1 c(@X, 0) :- go(@X).\n"
                + "r2 c(@X, N + 1) :- c#insert(@X, N).\n");
    CommandLineRun run =
        CommandLineRun.withInput(
            "{\"relation\":\"go\",\"values\":[\"127.0.0.1:0\"]}\n",
            "run",
            program,
            "--listen",
            "127.0.0.1:0",
            "--inject",
            "-",
            "--budget-rounds",
            "50",
            "--dump",
            "c",
            "--for",
            "1s");
    assertThat(run.err())
        .contains("P2-R10")
        .contains("50 rounds")
        .contains("1 step failed and changed nothing");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }
}
