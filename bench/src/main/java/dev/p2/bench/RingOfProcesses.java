package dev.p2.bench;

import dev.p2.cli.P2;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chord as separate {@code p2 run} processes, watched from outside through what they print: an
 * omniscient check that trusts none of the overlay's own verdicts.
 */
final class RingOfProcesses implements AutoCloseable {
  private static final Pattern LINE =
      Pattern.compile(
          "\"kind\":\"(insert|replace|event)\",\"relation\":\"(bestSucc|pred|found)\",\"values\":\\[([^\\]]*)\\]");

  /** One process and what it last said of its neighbours. */
  private final class Member {
    final String address;
    final Process process;
    final Writer in;
    volatile String successor = "";
    volatile String predecessor = "";
    volatile BigInteger predecessorId = BigInteger.ZERO;

    Member(String address, String landmark) throws IOException {
      this.address = address;
      process =
          Jvm.builder(
                  List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"),
                  P2.class.getName(),
                  "run",
                  "chord",
                  "--listen",
                  address,
                  "--landmark",
                  landmark,
                  "--inject",
                  "-",
                  "--watch",
                  "bestSucc,pred,found",
                  "--format",
                  "json")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      in = process.outputWriter(StandardCharsets.UTF_8);
      Thread.ofPlatform().daemon().start(this::listen);
    }

    private void listen() {
      try (var out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          Matcher matcher = LINE.matcher(line);
          if (!matcher.find()) continue;
          String[] values = matcher.group(3).replace("\"", "").split(",");
          switch (matcher.group(2)) {
            case "bestSucc" -> successor = values[3];
            case "pred" -> {
              predecessorId = new BigInteger(values[1].substring(2), 16);
              predecessor = values[2];
            }
            default -> answers.put(Long.valueOf(values[4]), values[3]);
          }
        }
      } catch (IOException e) {
        // the process was killed; what it said until then counts
      }
    }
  }

  private final Map<String, Member> members = new TreeMap<>();
  private final Map<Long, String> answers = new ConcurrentHashMap<>();
  private final Random random = new Random(1);
  private long tag;

  /** Starts a node; a landmark that is the address itself founds a ring. */
  void start(String address, String landmark) throws IOException {
    members.put(address, new Member(address, landmark));
  }

  /** SIGKILL. */
  void kill(String address) throws InterruptedException {
    Process process = members.remove(address).process;
    process.destroyForcibly();
    process.waitFor();
  }

  /** Every living node's successor and predecessor are those that the ids demand. */
  boolean whole() {
    Map<String, BigInteger> ids = ids();
    if (ids.size() < members.size()) return false;
    List<Member> ring =
        members.values().stream()
            .sorted(Comparator.comparing((Member m) -> ids.get(m.address)))
            .toList();
    for (int i = 0; i < ring.size(); i++) {
      Member next = ring.get((i + 1) % ring.size());
      if (!ring.get(i).successor.equals(next.address)
          || !next.predecessor.equals(ring.get(i).address)) return false;
    }
    return true;
  }

  /** The ids that nodes are known by: SHA-1 of the address, or as a neighbour says. */
  private Map<String, BigInteger> ids() {
    Map<String, BigInteger> ids = new TreeMap<>();
    for (Member member : members.values()) {
      if (members.containsKey(member.predecessor))
        ids.put(member.predecessor, member.predecessorId);
    }
    return ids;
  }

  /** Seconds until {@code condition} holds, or infinity after {@code secondsMax}. */
  static double secondsUntil(BooleanSupplier condition, int secondsMax)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > secondsMax * 1_000_000_000L) return Double.POSITIVE_INFINITY;
      Thread.sleep(100);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * What became of some lookups: asked, answered, and keys about which the nodes disagreed or were
   * wrong.
   */
  record Lookups(int asked, int answered, int wrong) {}

  /**
   * Looks {@code keys} random keys up from five nodes each, waits five seconds, and compares with
   * who should answer.
   */
  Lookups lookUp(int keys) throws InterruptedException {
    Map<String, BigInteger> ids = ids();
    var tags = new ArrayList<List<Long>>();
    var owners = new ArrayList<String>();
    List<Member> all = List.copyOf(members.values());
    for (int i = 0; i < keys; i++) {
      var key = new BigInteger(160, random);
      owners.add(owner(ids, key));
      var ofKey = new ArrayList<Long>();
      for (int v = 0; v < 5; v++) {
        Member vantage = all.get(random.nextInt(all.size()));
        ofKey.add(++tag);
        ask(vantage, key, tag);
      }
      tags.add(ofKey);
      Thread.sleep(20);
    }
    Thread.sleep(5_000);
    int answered = 0;
    int wrong = 0;
    for (int i = 0; i < keys; i++) {
      Set<String> found = new HashSet<>();
      for (long each : tags.get(i))
        if (answers.containsKey(each)) {
          answered++;
          found.add(answers.get(each));
        }
      if (!found.equals(Set.of(owners.get(i)))) wrong++;
    }
    return new Lookups(5 * keys, answered, wrong);
  }

  private static void ask(Member vantage, BigInteger key, long tag) {
    String address = "\"" + vantage.address + "\"";
    try {
      vantage.in.write(
          "{\"relation\":\"lookup\",\"values\":["
              + address
              + ",\"0x"
              + key.toString(16)
              + "\","
              + address
              + ","
              + tag
              + ",0]}\n");
      vantage.in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String owner(Map<String, BigInteger> ids, BigInteger key) {
    return ids.entrySet().stream()
        .min(
            Comparator.comparing(
                e -> e.getValue().subtract(key).mod(BigInteger.ONE.shiftLeft(160))))
        .orElseThrow()
        .getKey();
  }

  @Override
  public void close() {
    for (Member member : members.values()) member.process.destroy();
    for (Member member : members.values()) member.process.onExit().join();
  }
}
