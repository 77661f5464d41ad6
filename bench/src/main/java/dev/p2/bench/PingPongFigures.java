package dev.p2.bench;

import dev.p2.bench.programs.Programs;
import dev.p2.cli.P2;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Datagrams there and back between two {@code p2 run} processes on loopback, one at a time. */
final class PingPongFigures implements Benchmark {
  private static final int SECONDS = 20;
  private static final int WARM_UP_SECONDS = 8;
  private static final Pattern REPORT =
      Pattern.compile("\"kind\":\"event\",\"relation\":\"report\",\"values\":\\[[^,]*,(\\d+)\\]");

  @Override
  public String name() {
    return "pingpong";
  }

  @Override
  public String summary() {
    return "UDP round trips between two processes, plain datagrams, one outstanding";
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    Path program = Files.createTempFile("pingpong", ".olg");
    try {
      Files.writeString(program, Programs.ours("pingpong").getFirst().text());
      return List.of(measure(program, log));
    } finally {
      Files.delete(program);
    }
  }

  private static Figure measure(Path program, Log log) throws IOException, InterruptedException {
    Process echo =
        node(program, "127.0.0.1:42701").redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Process asker = node(program, "127.0.0.1:42702").start();
    var counts = new ArrayList<Long>();
    try (Writer in = asker.outputWriter(StandardCharsets.UTF_8);
        var out =
            new BufferedReader(
                new InputStreamReader(asker.getInputStream(), StandardCharsets.UTF_8))) {
      Thread.sleep(
          2_000); // both must listen before the first ping: a datagram to nobody is lost, and
      // nothing repeats it
      in.write("{\"relation\":\"start\",\"values\":[\"127.0.0.1:42702\",\"127.0.0.1:42701\"]}\n");
      in.flush();
      for (String line = out.readLine();
          line != null && counts.size() < SECONDS;
          line = out.readLine()) {
        Matcher report = REPORT.matcher(line);
        if (report.find()) counts.add(Long.valueOf(report.group(1)));
      }
    } finally {
      asker.destroy();
      echo.destroy();
      asker.waitFor();
      echo.waitFor();
    }
    var perSecond = new ArrayList<Double>();
    for (int i = WARM_UP_SECONDS; i < counts.size(); i++)
      perSecond.add((double) (counts.get(i) - counts.get(i - 1)));
    log.say(perSecond + " round trips a second");
    return new Figure(
        "UDP ping-pong between two processes", "round trips/s", perSecond, "2,870 in the original");
  }

  private static ProcessBuilder node(Path program, String address) {
    return Jvm.builder(
            List.of("-XX:+UseSerialGC"),
            P2.class.getName(),
            "run",
            program.toString(),
            "--listen",
            address,
            "--inject",
            "-",
            "--format",
            "json")
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
