package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code p2 experiment} with a small experiment, and what it says of wrong ones. */
class ExperimentTest {
  private static final String SMALL =
      """
      title = "Small"
      seeds = 2
      until = "60s"
      latency = "20ms"
      metrics = ["hops", "answered", "maintenance", "ring"]
      [axes]
      nodes = [4, 8]
      [population]
      nodes = "${nodes}"
      [lookups]
      from = "30s"
      every = "5s"
      vantages = 2
      patience = "5s"
      owner = "successor"
      [overlay]
      ask = { relation = "lookup", values = ["$node", "$key", "$node", "$tag", 0] }
      answer = { relation = "found", tag = "Tag", node = "Node", hops = "Hops" }
      ring = { relation = "bestSucc", node = "Node" }
      [[subject]]
      name = "classic"
      program = "chord"
      [[plot]]
      metric = "hops"
      over = "nodes"
      [[plot]]
      metric = "hops"
      over = "cdf"
      [[plot]]
      over = "time"
      """;

  private static final String HOPS =
      "[[plot]]\n"
          + "metric = \"hops\"\n"
          + "over = \"nodes\"\n"
          + "[[plot]]\n"
          + "metric = \"hops\"\n"
          + "over = \"cdf\"\n";

  @TempDir Path folder;
  private Path experiment;

  @BeforeEach
  void writeDescription() throws IOException {
    experiment = folder.resolve("small");
    Files.createDirectory(experiment);
    write(SMALL);
  }

  private void write(String text) throws IOException {
    Files.writeString(experiment.resolve("experiment.toml"), text);
  }

  private CommandLineRun run(String out, String... more) {
    var words = new ArrayList<>(List.of("experiment", experiment.toString()));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  /** Every file of a folder but the lock, by its name in it. */
  private Map<String, String> files(String out) throws IOException {
    Path root = folder.resolve(out);
    Map<String, String> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList())
        files.put(
            root.relativize(file).toString(),
            file.toString().endsWith(".png")
                ? String.valueOf(Files.size(file))
                : Files.readString(file));
    }
    return files;
  }

  @Test
  void theSameSeedsGiveTheSameFilesOnAnyNumberOfThreadsAndInAnyParts() throws IOException {
    CommandLineRun one = run("one", "--threads", "1");
    assertThat(one.code()).as(one.err()).isZero();
    assertThat(run("three", "--threads", "3").code()).isZero();
    assertThat(files("three")).isEqualTo(files("one"));

    assertThat(run("part", "--shard", "1/2").code()).isZero();
    assertThat(run("rest", "--shard", "2/2").code()).isZero();
    assertThat(folder.resolve("rest/report.html")).doesNotExist();
    CommandLineRun merged =
        run("whole", "--merge", folder.resolve("part") + "," + folder.resolve("rest"));
    assertThat(merged.code()).as(merged.err()).isZero();
    assertThat(files("whole")).isEqualTo(files("one"));

    // A trial that got lost is run again, the others are not.
    Path lost = folder.resolve("rest/trials/001-classic-nodes=8-seed=2");
    assertThat(lost).isDirectory();
    CommandLineRun resumed = run("rest", "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("2 of 2 trials");
    assertThat(files("rest")).isEqualTo(files("one"));
  }

  @Test
  void dataPlotsAndReportAreThere() throws IOException {
    assertThat(run("out").code()).isZero();
    Map<String, String> files = files("out");
    assertThat(files.get("data/metrics.csv"))
        .startsWith("subject,nodes,seed,metric,value,unit\nclassic,4,1,hops,")
        .contains("classic,8,2,answered,1,share");
    assertThat(files.get("data/lookups.csv"))
        .startsWith("subject,nodes,seed,round,key,vantage,asked_s,latency_ms,hops,answer,right\n");
    assertThat(files.get("data/ring.csv")).contains("classic,8,2,60,8,8");
    assertThat(files).containsKeys("plots/hops-over-nodes.png", "plots/ring-over-time.svg");
    assertThat(files.get("plots/hops-over-nodes.svg")).contains("<title>hops per lookup</title>");
    assertThat(files.get("report.html"))
        .contains("Small", "<svg", "95 % confidence", "./p2 experiment")
        .doesNotContain("http://localhost", "src=");
  }

  @Test
  void resultsOfAnotherDescriptionAreNotTouched() throws IOException {
    assertThat(run("out", "--shard", "1/4").code()).isZero();
    Map<String, String> before = files("out");
    assertThat(run("out").err()).contains("holds 1 trial of this experiment", "--resume");
    write(SMALL.replace("\"60s\"", "\"50s\""));
    CommandLineRun changed = run("out", "--resume");
    assertThat(changed.code()).isEqualTo(2);
    assertThat(changed.err()).contains("another description", "--out");
    assertThat(files("out")).isEqualTo(before);
  }

  @Test
  void anotherPlotNeedsNoTrialAgain() throws IOException {
    assertThat(run("out").code()).isZero();
    String plot = "[[plot]]\nmetric = \"maintenance\"\nover = \"nodes\"\n";
    write("# with maintenance\n" + SMALL.replace("\"Small\"", "\"Larger\"") + plot);
    CommandLineRun shown = run("out", "--resume");
    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.err()).doesNotContain("trials");
    assertThat(files("out")).containsKey("plots/maintenance-over-nodes.svg");
    assertThat(files("out").get("experiment.toml")).startsWith("# with maintenance");
    assertThat(files("out").get("report.html")).contains("Larger");
  }

  /** Nobody hears anybody from 20 s on, so nothing asked after 30 s is answered. */
  @Test
  void aScenarioHappensToEveryTrial() throws IOException {
    Files.writeString(
        experiment.resolve("deaf.toml"),
        "[[link]]\nat = \"20s\"\nfrom = \"all\"\nto = \"all\"\nloss = 1.0\n");
    write("scenario = \"deaf.toml\"\n" + SMALL.replace("\"hops\", ", "").replace(HOPS, ""));
    CommandLineRun deaf = run("deaf");
    assertThat(deaf.code()).as(deaf.err()).isZero();
    assertThat(files("deaf").get("data/lookups.csv"))
        .contains(",false\n")
        .doesNotContain(",true\n");

    Files.writeString(
        experiment.resolve("deaf.toml"),
        "[[link]]\nat = \"21s\"\nfrom = \"all\"\nto = \"all\"\nloss = 1.0\n");
    assertThat(run("deaf", "--resume").err()).contains("holds results of another");
  }

  @Test
  void aScenarioThatSaysWhoIsOnIsRefusedAtItsPlace() throws IOException {
    Path file = experiment.resolve("crash.toml");
    Files.writeString(file, "\n[[crash]]\nat = \"20s\"\nnodes = \"n1\"\n");
    write("scenario = \"crash.toml\"\n" + SMALL);
    CommandLineRun refused = run("out");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("crash.toml:2:1", "[population] says who is on");

    Files.writeString(file, "[[pause]]\nat = \"20s\"\nnodes = \"n6\"\n");
    CommandLineRun unknown = run("out");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("crash.toml:3:9", "n6");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aFolderWithOtherFilesIsRefused() throws IOException {
    CommandLineRun refused = run("small");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("holds other files");
    assertThat(files("small")).containsOnlyKeys("experiment.toml");
  }

  @Test
  void whatIsWrongHasItsPlaceAndNothingIsWritten() throws IOException {
    assertWrong(SMALL.replace("\"hops\", \"ans", "\"hopps\", \"ans"), "5:12", "did you mean hops?");
    assertWrong(SMALL.replace("seeds = 2", "seeds = 0"), "2:9", "at least 1");
    assertWrong(SMALL.replace("seeds = 2", "seeds = []"), "2:9", "no seed, no trial");
    assertWrong(
        SMALL.replace("latency = \"20ms\"", "topology = \"papper\""),
        "4:12",
        "did you mean paper?");
    assertWrong(
        SMALL.replace("latency = \"20ms\"", "topology = \"gone.csv\""), "4:12", "no file gone.csv");
    assertWrong(SMALL.replace("\"chord\"", "\"chrod\""), "22:11", "did you mean chord?");
    assertWrong(SMALL.replace("program = \"chord\"", "java = \"twin\""), "22:8", "called twin");
    assertWrong(SMALL.replace("\"${nodes}\"", "\"${node}\""), "9:9", "did you mean nodes?");
    assertWrong(SMALL.replace("\"${nodes}\"", "8"), "7:10", "nothing depends on nodes");
    assertWrong(SMALL.replace("tag = \"Tag\"", "tag = \"Tg\""), "18:38", "its columns are");
    assertWrong(SMALL.replace("\"found\"", "\"fond\""), "18:23", "did you mean found?");
    assertWrong(SMALL.replace("until = \"60s\"", "until = \"20s\""), "11:8", "after the end");
    assertWrong(
        SMALL.replace("owner = \"successor\"", "owner = \"succesor\""), "15:9", "successor");
    assertWrong(SMALL.replace("\"answered\"", "\"consistency\""), "5:20", "same-key = true");
    assertWrong(SMALL.replace("over = \"cdf\"", "over = \"node\""), "28:8", "did you mean nodes?");
    assertWrong(SMALL.replace("vantages = 2", "vantage = 2"), "13:1", "did you mean vantages?");
  }

  private void assertWrong(String text, String place, String said) throws IOException {
    write(text);
    CommandLineRun wrong = run("never");
    assertThat(wrong.err()).contains("experiment.toml:" + place + ": error", said);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void flagsThatDoNotFitAreRefused() {
    assertThat(run("never", "--seeds", "0").err()).contains("without a seed");
    assertThat(run("never", "--shard", "3/2").err()).contains("write --shard 1/3");
    assertThat(run("never", "--axis", "node=4").err()).contains("did you mean nodes?");
    assertThat(run("never", "-D", "PingPeroid=2s").err()).contains("did you mean PingPeriod?");
    assertThat(run("never", "--quick").err()).contains("no small form");
    assertThat(CommandLineRun.of("experiment", "chord-statik").err())
        .contains("did you mean chord-static?");
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void aNewExperimentRunsAsItIs() {
    String made = folder.resolve("mine").toString();
    assertThat(CommandLineRun.of("experiment", "new", made).code()).isZero();
    assertThat(CommandLineRun.of("experiment", "new", made).err()).contains("is there already");
    experiment = Path.of(made);
    CommandLineRun quick = run("out", "--quick", "--seeds", "1");
    assertThat(quick.code()).as(quick.err()).isZero();
    assertThat(quick.out()).contains("two successors", "eight successors");
  }

  @Test
  void theExampleOfAnOverlayOfOnesOwnRunsAsItsPageSays() throws IOException {
    Path example = Path.of("..", "examples", "06-experiment");
    experiment = example;
    CommandLineRun quick = run("directory", "--quick");
    assertThat(quick.code()).as(quick.err()).isZero();
    // Figures belong to the programs of a release; the subjects and their order do not.
    List<String> printed = quick.lines();
    assertThat(printed.getFirst()).startsWith("subject     session  latency");
    assertThat(Files.readString(example.resolve("README.md"))).contains(printed.getFirst());
    assertThat(printed).anyMatch(line -> line.startsWith("every 30 s  8m"));
  }

  @Test
  void hopsGrowAsTheLogarithmOfTheNumberOfNodes() throws IOException {
    Map<String, Double> means = quick("chord-static");
    // Half of log2 of 16 and of 64 nodes are 2 and 3: four times the nodes, a hop more.
    double less = means.get("classic,16,hops");
    double more = means.get("classic,64,hops");
    assertThat(less).isBetween(1.2, 2.4);
    assertThat(more - less).isBetween(0.5, 1.4);
    assertThat(means.get("classic,64,both")).isGreaterThan(0.99);
    assertThat(means.get("classic,64,ring")).isGreaterThan(0.99);
    assertThat(means.get("classic,64,maintenance")).isBetween(100.0, 2_000.0);
  }

  @Test
  void consistencyAndAnswersFallWithTheLengthOfSessions() throws IOException {
    Map<String, Double> means = quick("chord-churn");
    for (String metric : List.of("consistency", "both", "answered", "ring"))
      assertThat(means.get("classic,exponential,1m," + metric))
          .as(metric)
          .isLessThan(means.get("classic,exponential,32m," + metric));
    assertThat(means.get("classic,exponential,32m,both")).isGreaterThan(0.9);
    assertThat(means.get("classic,exponential,1m,on")).isBetween(47.0, 48.0);
  }

  /** Means over seeds of a library experiment's small form, by point and metric. */
  private Map<String, Double> quick(String name) throws IOException {
    Path out = folder.resolve("quick");
    CommandLineRun run = CommandLineRun.of("experiment", name, "--quick", "--out", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(out.resolve("data/metrics.csv"))) {
      List<String> fields = new ArrayList<>(List.of(line.split(",")));
      if (fields.getFirst().equals("subject")) continue;
      double value = Double.parseDouble(fields.get(fields.size() - 2));
      String key =
          String.join(",", fields.subList(0, fields.size() - 4))
              + ","
              + fields.get(fields.size() - 3);
      values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    }
    Map<String, Double> means = new LinkedHashMap<>();
    values.forEach(
        (key, list) ->
            means.put(key, list.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
    return means;
  }
}
