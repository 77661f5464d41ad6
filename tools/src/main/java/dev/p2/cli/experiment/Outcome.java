package dev.p2.cli.experiment;

import dev.p2.cli.chart.Chart;
import dev.p2.cli.chart.ChartPainter;
import dev.p2.cli.output.Console;
import dev.p2.sim.RunFailedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a finished experiment came to: data, a table on the terminal, plots, a report. */
record Outcome(Description description, ResultFolder folder) {
  /** Writes data, plots and the report, and shows the table. */
  void write(String command, Console console) {
    folder.writeData(description);
    var summary = Summary.of(description, folder);
    console.text(summary.text());
    var figures = new Figure(description, folder, summary);
    Map<Description.Plot, Report.Drawn> drawn = new LinkedHashMap<>();
    for (Description.Plot plot : description.plots())
      figures.chart(plot).ifPresent(chart -> drawn.put(plot, new Report.Drawn(chart, svg(chart))));
    drawn.forEach((plot, one) -> write("plots/" + plot.name() + ".svg", one.svg()));
    write("report.html", Report.page(description, summary, drawn, command));
    drawn.forEach(
        (plot, one) ->
            folder.write(Path.of("plots", plot.name() + ".png"), ChartPainter.png(one.chart())));
  }

  private static String svg(Chart chart) {
    try {
      return ChartPainter.svg(chart);
    } catch (RuntimeException | LinkageError | InternalError e) {
      // What the JDK throws where fonts are missing differs from release to release.
      throw new RunFailedException(
          "plots cannot be drawn: "
              + e
              + "; install fonts (Debian: apt-get install fontconfig fonts-dejavu-core) and give"
              + " the same command with --resume: trials and data are there, report and plots are"
              + " not");
    }
  }

  private void write(String name, String text) {
    folder.write(Path.of(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
