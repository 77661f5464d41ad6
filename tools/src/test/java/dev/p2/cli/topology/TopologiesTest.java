package dev.p2.cli.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.p2.cli.input.InputException;
import dev.p2.sim.network.Blueprint;
import dev.p2.sim.network.LinkNetwork;
import dev.p2.sim.network.NetworkModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topologies from files and by name, and what is wrong with them. */
class TopologiesTest {
  private static final long MS = 1_000_000;

  @TempDir Path folder;

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  private Blueprint read(String name, String text, int nodes) {
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Topologies.read(file.toString(), nodes(nodes));
  }

  private NetworkModel network(String name, String text, int nodes) {
    return read(name, text, nodes).build(nodes(nodes), 1);
  }

  private String wrong(String name, String text, int nodes) {
    var e = catchThrowableOfType(InputException.class, () -> read(name, text, nodes));
    assertThat(e).as("complaint about %s", text).isNotNull();
    return String.join("\n", e.lines()).replace(folder + "/", "");
  }

  private static long arrival(NetworkModel network, int from, int to) {
    var arrivals = new ArrayList<Long>();
    network.send(from, to, 125, 0, arrivals::add);
    return arrivals.getFirst();
  }

  @Test
  void ns2LinksNodesByTheirNames() {
    NetworkModel network =
        network(
            "line.tcl",
            """
            # three nodes in a row
            set ns [new Simulator]
            set n0 [$ns node]
            set n1 [$ns node] ;# the middle
            set n2 [$ns node]
            $ns duplex-link $n0 $n1 10Mb 20ms DropTail
            $ns simplex-link $n1 $n2 1Mb 0.005 DropTail
            $ns simplex-link $n2 $n1 1Mb 30ms DropTail
            $ns queue-limit $n1 $n2 1
            $ns at 5.0 "finish"
            $ns run
            """,
            3);
    // 1000 bits: 0.1 ms at 10 Mb/s, 1 ms at 1 Mb/s.
    assertThat(arrival(network, 0, 2)).isEqualTo(20 * MS + 100_000 + MS + 5 * MS);
    assertThat(arrival(network, 2, 0)).isEqualTo(50 * MS + 100_000 + MS);
    var second = new ArrayList<Long>();
    network.send(0, 2, 125, 0, second::add);
    assertThat(second).as("a second one while the queue of one is full").isEmpty();
  }

  /** What scripts around a topology are full of. */
  @Test
  void ns2ScriptsAsTheyAreWrittenAreRead() {
    NetworkModel network =
        network(
            "script.tcl",
            """
            set ns [new Simulator]
            ns-random 0
            $ns color 1 Blue
            set tr [open out.tr w]
            $ns trace-all $tr
            Agent/TCP set window_ 20
            Queue set limit_ 50
            proc finish {} {
              global ns tr
              $ns flush-trace
              close $tr
              exit 0
            }
            if {$argc > 0} { set delay [lindex $argv 0] } else { set delay 20ms }
            set i 0
            while {$i < 3} {
              set n$i [$ns node]
              incr i
            }
            foreach next {1 2} {
              set before [expr {$next - 1}]
              $ns duplex-link [set n$before] [set n$next] 10Mb $delay \\
                  DropTail
            }
            $ns duplex-link-op $n0 $n1 orient right-down
            set tcp [new Agent/TCP]
            $tcp set class_ 2
            $ns attach-agent $n0 $tcp
            $ns at 0.1 "$tcp start"
            puts "packets of [$tcp set packetSize_]"
            $ns run
            """,
            3);
    assertThat(arrival(network, 0, 2)).isEqualTo(40 * MS + 200_000);
  }

  @Test
  void ns2LoopsAndArraysMakeAStarWhoseMiddleIsARouter() {
    Blueprint star =
        read(
            "star.tcl",
            """
            set sim [new Simulator]
            set count 5
            set hub [$sim node]
            for {set i 0} {$i < $count} {incr i} {
              set leaf($i) [$sim node]
              $sim duplex-link $leaf($i) $hub [expr $i + 1]Mb [expr ($i + 1) * 2]ms DropTail
            }
            """,
            5);
    assertThat(star.places()).isEqualTo(5);
    var network = (LinkNetwork) star.build(nodes(5), 1);
    assertThat(network.hostOf(4)).isEqualTo("leaf(4)");
    assertThat(network.delayNanos(0, 4)).isEqualTo(12 * MS);
  }

  @Test
  void aMatrixOfMillisecondsMayHaveGaps() {
    NetworkModel network = network("king.csv", "# ms\n0, 10.5, -1\n20,0,5\n7,nan,0\n", 3);
    assertThat(arrival(network, 0, 1)).isEqualTo(10_500_000);
    assertThat(arrival(network, 1, 0)).isEqualTo(20 * MS);
    assertThat(arrival(network, 0, 2)).as("over site 1").isEqualTo(15_500_000);
    assertThat(arrival(network, 2, 1)).as("over site 0").isEqualTo(17_500_000);
  }

  /** As spreadsheets write what is not there, on the diagonal too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ",10.5,\n20,,5\n7,,\n",
        ",10.5,,\n20,,5\n7,,",
        "0;10.5;\r\n20;0;5;\r\n7;;0;\r\n",
      })
  void aCommaAtTheEndOfALineIsAGapWhereANumberIsMissing(String text) {
    NetworkModel network = network("king.csv", text, 3);
    assertThat(arrival(network, 0, 1)).isEqualTo(10_500_000);
    assertThat(arrival(network, 0, 2)).as("over site 1").isEqualTo(15_500_000);
    assertThat(arrival(network, 1, 2)).isEqualTo(5 * MS);
    assertThat(arrival(network, 2, 1)).as("over site 0").isEqualTo(17_500_000);
  }

  @Test
  void aMatrixMayHoldRoundTripsAndTakeSeveralNodesASite() throws IOException {
    Path file = folder.resolve("rtt.txt");
    Files.writeString(file, "0 30\n50 0\n");
    NetworkModel network =
        Topologies.read(file + ":rtt=true,places=2", nodes(4)).build(nodes(4), 1);
    assertThat(arrival(network, 0, 1)).isEqualTo(15 * MS);
    assertThat(arrival(network, 3, 2)).isEqualTo(25 * MS);
  }

  @Test
  void ourOwnFormHangsHostsOnRouters() {
    String toml =
        """
        local = "1ms"
        [[router]]
        name = "left"
        [[router]]
        name = "right"
        at = "left"
        delay = "50ms"
        rate = "100Mb"
        [[host]]
        name = "h"
        count = 4
        places = 2
        at = ["left", "right"]
        delay = "2ms"
        [[link]]
        from = "h0"
        to = "h1"
        delay = "3ms"
        oneway = true
        """;
    var network = (LinkNetwork) network("two.toml", toml, 8);
    assertThat(network.delayNanos(0, 2)).isEqualTo(4 * MS);
    assertThat(network.delayNanos(0, 3)).as("over the short cut").isEqualTo(7 * MS);
    assertThat(network.delayNanos(1, 0)).isEqualTo(54 * MS);
    assertThat(network.delayNanos(0, 4)).isEqualTo(MS);
    String json =
        """
        {"host": [{"name": "a"}, {"name": "b", "at": "a", "delay": "5ms"}]}
        """;
    assertThat(((LinkNetwork) network("two.json", json, 2)).delayNanos(0, 1)).isEqualTo(5 * MS);
  }

  @Test
  void theBuiltInOnesTakeSettings() {
    assertThat(Topologies.read("paper", nodes(400)).places()).isEqualTo(400);
    assertThat(Topologies.read("paper:places=10", nodes(1000)).places()).isEqualTo(1000);
    assertThat(Topologies.read("waxman:routers=5,hosts=10,places=1,seed=3", nodes(10)).places())
        .isEqualTo(10);
    assertThat(Topologies.read("transit-stub:transits=2,stubs=2", nodes(9)).places())
        .isEqualTo(400);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.tcl|set n0 [$ns node];$ns duplex-link $n0 $n1 10Mb 20ms DropTail|a.tcl:2:21: error:"
            + " there is no variable or node n1|",
        "a.tcl|set n0 [$ns node];set n1 [$ns node];$ns duplex-link $n0 $n1 fast 20ms"
            + " DropTail|a.tcl:3:25: error: 'fast' is no bandwidth|10Mb",
        "a.tcl|set n0 [$ns node];set n1 [$ns node];$ns duplex-link $n0 $n1 10Mb soon"
            + " DropTail|a.tcl:3:30: error: 'soon' is no delay|20ms",
        "a.tcl|set n0 [$ns node];set n1 [$ns node];$ns duplex-link $n0 $n1 10Mb 20ms"
            + " RED|a.tcl:3:35: error: a queue of kind RED|DropTail",
        "a.tcl|set n0 [$ns node];set n1 [$ns node];$ns duplex-lnk $n0 $n1 10Mb 20ms RED|a.tcl:3:5:"
            + " error: duplex-lnk is not among|did you mean duplex-link?",
        "a.tcl|set n0 [$ns node];$ns duplex-link $n0 $n0 10Mb 20ms DropTail|a.tcl:2:21: error: a"
            + " link needs two ends|",
        "a.tcl|set n0 [$ns node];vwait forever|a.tcl:2:1: error: vwait is not among|set, incr, for",
        "a.tcl|set n0 [$ns node|a.tcl:1:8: error: this [ is not closed|",
        "a.tcl|set n0 [$ns node];set n1 [$ns node]|a.tcl:2:5: error: the topology a.tcl is not"
            + " connected: there is no way from n0 to n1|add a link",
        "a.tcl|for {set i 0} {$i < 9} {set j 1} {}|a.tcl:1:15: error: this loop does not end|",
        "a.csv|0,1;2|a.csv:2:1: error: this row has 1 columns, the matrix 2 rows|square",
        "a.csv|0,x;2,0|a.csv:1:3: error: 'x' is no number of milliseconds|behind a #",
        "a.csv|0,-1;2,0|a.csv:1:3: error: not connected: no delay from site 0 to site 1|",
        "a.csv|# nothing|a.csv:1:1: error: the file holds no matrix|",
        "a.csv|0|a.csv:1:1: error: 2 nodes are more than the 1 place |:places=10",
        "a.toml|[[host]];name='h';places=1|a.toml:1:1: error: 2 nodes are more than the 1 place"
            + " |places = 10",
        "a.toml|[[host]];name='a';[[host]];name='b'|a.toml:4:7: error: the topology a.toml is not"
            + " connected: there is no way from a to b|",
        "a.toml|[[host]];name='a';[[host]];name='a'|a.toml:4:6: error: there are two sites called"
            + " a|",
        "a.toml|[[host]];name='h';count=2;at='r';delay='1ms'|a.toml:4:4: error: there is no router"
            + " or host r|",
        "a.toml|[[host]];name='h';speed=2|a.toml:3:1: error: a host has no key speed|its keys are",
        "a.toml|[[hosts]];name='h'|a.toml:1:1: error: a topology has no key hosts|did you mean"
            + " host?",
        "a.toml|[[host]];name='a';[[host]];name='b';[[link]];from='a';to='b';delay='1ms';loss=2|a.toml:9:6:"
            + " error: loss: '2' is no probability|",
        "a.toml|[[host]];name='a';[[host]];name='b';[[link]];from='a';to='b'|a.toml:5:1: error: a"
            + " link needs delay|",
        "a.toml|[[host]];name='a';[[host]];name='b';[[link]];from='a';to='b';delay='1ms';rate='fast'|a.toml:9:6:"
            + " error: rate is no rate|10Mb",
        "a.toml|[[router]];name='a'|a.toml:1:1: error: the topology has no host|",
        "a.json|[1]|a.json:1:1: error: an object is expected|",
        "a.xyz|?|what kind of topology is this?|.tcl",
      })
  void aMistakeIsNamedAtItsPlace(String name, String text, String message, String hint) {
    assertThat(wrong(name, text.replace(';', '\n') + "\n", 2))
        .contains(message)
        .contains(hint == null ? "" : hint);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "papper|there is no topology papper|did you mean paper?",
        "paper|401 nodes are more than the 400 places|--topology paper:places=10",
        "paper:place=9|there is no setting place|did you mean places?",
        "paper:places=0|places must be a whole number|",
        "paper:places=5,places=6|places is set twice|",
        "waxman:alpha=2|alpha must be above 0 and at most 1|",
        "nowhere.tcl|there is no file nowhere.tcl|",
      })
  void aWrongNameOrSettingIsNamed(String argument, String message, String hint) {
    var e = catchThrowableOfType(InputException.class, () -> Topologies.read(argument, nodes(401)));
    assertThat(String.join("\n", e.lines())).contains(message).contains(hint == null ? "" : hint);
  }
}
