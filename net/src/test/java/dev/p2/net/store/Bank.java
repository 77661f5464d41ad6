package dev.p2.net.store;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Host;
import dev.p2.engine.Node;
import dev.p2.engine.StepPool;
import dev.p2.engine.host.DurableStore;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.Id;
import dev.p2.net.testing.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node without sockets whose steps move money between durable accounts. As a program of its own
 * it does so for ever, and tells of each step that has committed; somebody kills it.
 */
final class Bank implements Host {
  static final int ACCOUNTS = 10;
  static final long EACH = 100;

  static final String PROGRAM =
      """
      table account(@N: addr, key Owner: int, Amount: int) durable.
      table last(@N: addr, key What: string, Number: int) durable.
      o1 account(@N, Owner, Amount) :- open(@N, Owner, Amount).
      m1 account(@N, From, A - 1)   :- move(@N, From, To, Number), account(@N, From, A).
      m2 account(@N, To, A + 1)     :- move(@N, From, To, Number), account(@N, To, A).
      m3 last(@N, "move", Number)   :- move(@N, From, To, Number).
      """;

  static final CompiledProgram COMPILED = Programs.compile(PROGRAM);
  private final StepPool steps = new StepPool();

  final List<String> errors = new ArrayList<>();
  private final CompiledProgram program;
  private final DurableStore store;
  final Node node;

  Bank(DurableStore store) {
    this(COMPILED, store);
  }

  /** A node of another program. */
  Bank(CompiledProgram program, DurableStore store) {
    this.program = program;
    this.store = store;
    node =
        new Node(
            program,
            new NodeConfig(
                "bank",
                Id.ZERO,
                "bank",
                0,
                1,
                1,
                NodeConfig.ROUNDS_MAX,
                NodeConfig.DERIVATIONS_MAX),
            this);
    if (!node.boot(1)) throw new AssertionError(errors);
  }

  /** Injects an event; whether its step committed. */
  boolean inject(String event, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = "bank";
    System.arraycopy(values, 0, all, 1, values.length);
    boolean committed =
        node.inject(
            program.make(program.plan().program().relation(event).orElseThrow().id(), all), 2);
    while (node.followUp(2)) {}
    return committed;
  }

  List<Tuple> rows(String relation) {
    var rows = new ArrayList<Tuple>();
    int id = program.plan().program().relation(relation).orElseThrow().id();
    node.rows(id, node.now()).forEach(rows::add);
    return rows;
  }

  long last() {
    return rows("last").stream().mapToLong(row -> (Long) row.get(2)).max().orElse(0);
  }

  long total() {
    return rows("account").stream().mapToLong(row -> (Long) row.get(2)).sum();
  }

  public static void main(String[] args) throws Exception {
    var bank = new Bank(FileStore.open(Path.of(args[0]), "bank", COMPILED));
    if (bank.rows("account").isEmpty())
      for (long owner = 0; owner < ACCOUNTS; owner++) bank.inject("open", owner, EACH);
    for (long number = bank.last() + 1; ; number++) {
      boolean committed = bank.inject("move", number % ACCOUNTS, (number + 3) % ACCOUNTS, number);
      if (committed) System.out.println("moved " + number);
      else System.out.println("failed " + bank.errors.getLast());
    }
  }

  @Override
  public Optional<DurableStore> durable(Node of) {
    return Optional.of(store);
  }

  @Override
  public StepPool steps() {
    return steps;
  }

  @Override
  public void send(Node from, Message message) {}

  @Override
  public void observe(Node at, Observation what) {}

  @Override
  public void report(Node at, ErrorReport report) {
    errors.add(report.code() + " " + report.message());
  }

  @Override
  public Object callExtern(String name, Object[] arguments) {
    throw new AssertionError(name);
  }
}
