package dev.p2.bench;

import dev.p2.bench.programs.Programs;
import dev.p2.engine.Node;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Id;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Draws docs/ring.svg: sixteen Chord nodes in virtual time. They join through the red one; later
 * five of them, the red one among them, lose power at once. Each node stands on the circle at its
 * id; a line leads to the node that it takes for its successor.
 *
 * <p>{@code java -cp 'bench/target/launcher/app/*' dev.p2.bench.RingPicture docs/ring.svg}
 */
public final class RingPicture {
  private static final int NODES = 16;
  private static final List<Moment> MOMENTS =
      List.of(
          new Moment(0.042, "joining: 42 ms"),
          new Moment(0.062, "62 ms"),
          new Moment(0.5, "one ring: 0.5 s"),
          new Moment(60.0, "five lose power: 60 s"),
          new Moment(75.0, "one ring: 75 s"));
  private static final double CRASH_SECONDS = 60;
  private static final int[] CRASHED = {0, 3, 7, 8, 12};
  private static final int CELL = 200;
  private static final int RADIUS = 76;

  private record Moment(double seconds, String caption) {}

  private RingPicture() {}

  public static void main(String[] arguments) throws IOException {
    var program = Programs.compile(Programs.overlay("chord"));
    Relation successor = program.plan().program().relation("bestSucc").orElseThrow();
    var simulation =
        new Simulation(program, SimulationOptions.of(NODES).withSeed(7), RunListener.NONE);
    var svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"13\">%n<rect width=\"100%%\""
                + " height=\"100%%\" fill=\"white\"/>%n",
            CELL * MOMENTS.size(),
            CELL + 24));
    for (int i = 0; i < MOMENTS.size(); i++) {
      Moment moment = MOMENTS.get(i);
      simulation.runUntil((long) (moment.seconds() * 1e9));
      if (moment.seconds() == CRASH_SECONDS) for (int node : CRASHED) simulation.crash(node);
      draw(svg, simulation, successor, CELL * i + CELL / 2, CELL / 2);
      svg.append(
          String.format(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#333\">%s</text>%n",
              CELL * i + CELL / 2, CELL + 12, moment.caption()));
    }
    Files.writeString(Path.of(arguments[0]), svg.append("</svg>\n"));
  }

  private static void draw(
      StringBuilder svg, Simulation simulation, Relation successor, int x, int y) {
    svg.append(
        String.format(
            "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"none\" stroke=\"#ddd\"/>%n",
            x, y, RADIUS));
    for (int n = 0; n < NODES; n++) {
      Node node = simulation.nodes().get(n);
      double angle = angle(node.nodeId());
      for (Tuple row : simulation.rows(n, successor)) {
        double other = angle((Id) row.get(2));
        svg.append(
            String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#1f77b4\""
                    + " stroke-width=\"1.5\"/>%n",
                x + RADIUS * Math.sin(angle),
                y - RADIUS * Math.cos(angle),
                x + RADIUS * Math.sin(other),
                y - RADIUS * Math.cos(other)));
      }
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" fill=\"%s\" stroke=\"%s\"/>%n",
              x + RADIUS * Math.sin(angle),
              y - RADIUS * Math.cos(angle),
              !simulation.running(n) ? "white" : n == 0 ? "#d62728" : "#333",
              n == 0 ? "#d62728" : "#333"));
    }
  }

  /** Clockwise from the top; the first 32 bits of the id decide. */
  private static double angle(Id id) {
    return 2 * Math.PI * Integer.toUnsignedLong(id.high()) / 4_294_967_296.0;
  }
}
