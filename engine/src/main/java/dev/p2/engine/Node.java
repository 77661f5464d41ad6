package dev.p2.engine;

import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Id;
import java.util.List;

/** A node: an address, a compiled program, and state. */
public final class Node {
  public Node(CompiledProgram program, NodeConfig config, Host host) {}

  public Table table(int relation) {
    throw new UnsupportedOperationException("soon");
  }

  public long now() {
    throw new UnsupportedOperationException("soon");
  }

  public String address() {
    throw new UnsupportedOperationException("soon");
  }

  public Id nodeId() {
    throw new UnsupportedOperationException("soon");
  }

  public String landmark() {
    throw new UnsupportedOperationException("soon");
  }

  public long nodeIndex() {
    throw new UnsupportedOperationException("soon");
  }

  public long nodeCount() {
    throw new UnsupportedOperationException("soon");
  }

  public long rand() {
    throw new UnsupportedOperationException("soon");
  }

  public double drand() {
    throw new UnsupportedOperationException("soon");
  }

  public boolean coinFlip(double p) {
    throw new UnsupportedOperationException("soon");
  }

  public Id randomId() {
    throw new UnsupportedOperationException("soon");
  }

  public long idgen() {
    throw new UnsupportedOperationException("soon");
  }

  public java.util.random.RandomGenerator random() {
    throw new UnsupportedOperationException("soon");
  }

  public Object callExtern(String name, Object[] arguments) {
    throw new UnsupportedOperationException("soon");
  }

  public void emit(int strand, Tuple head) {
    throw new UnsupportedOperationException("soon");
  }

  public void send(int strand, Object destination, Tuple head) {
    throw new UnsupportedOperationException("soon");
  }

  public void insert(int strand, Tuple head) {
    throw new UnsupportedOperationException("soon");
  }

  public void sendInsert(int strand, Object destination, Tuple head) {
    throw new UnsupportedOperationException("soon");
  }

  public void delete(int strand, Tuple head) {
    throw new UnsupportedOperationException("soon");
  }

  public void sendDelete(int strand, Object destination, Tuple head) {
    throw new UnsupportedOperationException("soon");
  }

  public void support(int strand, Tuple head) {
    throw new UnsupportedOperationException("soon");
  }

  public void sendSupport(int strand, Object destination, Tuple head) {
    throw new UnsupportedOperationException("soon");
  }

  public int version(int relation, boolean after) {
    throw new UnsupportedOperationException("soon");
  }

  public int absentVersion(int relation, boolean after) {
    throw new UnsupportedOperationException("soon");
  }

  public void matched(int position, int relation, int row) {
    throw new UnsupportedOperationException("soon");
  }

  public void groupRow(int strand, Tuple head) {
    throw new UnsupportedOperationException("soon");
  }

  public void emptyGroup(int strand, Tuple head) {
    throw new UnsupportedOperationException("soon");
  }

  public void touchGroup(int strand, Tuple group) {
    throw new UnsupportedOperationException("soon");
  }

  public boolean flip(int strand, boolean existedBefore, boolean existsNow, Object[] key) {
    throw new UnsupportedOperationException("soon");
  }

  public void rederived(int strand) {
    throw new UnsupportedOperationException("soon");
  }

  public void install(int strand, Tuple fact) {
    throw new UnsupportedOperationException("soon");
  }

  public void error(int strand, int term, EvalException e, Tuple trigger) {
    throw new UnsupportedOperationException("soon");
  }

  public void load(Tuple fact) {
    throw new UnsupportedOperationException("soon");
  }

  public boolean boot(long now) {
    throw new UnsupportedOperationException("soon");
  }

  public boolean start(long now) {
    throw new UnsupportedOperationException("soon");
  }

  public List<Timer> timers() {
    throw new UnsupportedOperationException("soon");
  }

  public boolean fire(int timer, long now) {
    throw new UnsupportedOperationException("soon");
  }

  public boolean inject(Tuple tuple, long now) {
    throw new UnsupportedOperationException("soon");
  }

  public boolean receive(Message message, String source, long now) {
    throw new UnsupportedOperationException("soon");
  }

  public boolean wake(long now) {
    throw new UnsupportedOperationException("soon");
  }

  public boolean stop(long now) {
    throw new UnsupportedOperationException("soon");
  }

  public boolean followUp(long now) {
    throw new UnsupportedOperationException("soon");
  }

  public long nextExpiryNanos() {
    throw new UnsupportedOperationException("soon");
  }

  public long quietNanos() {
    throw new UnsupportedOperationException("soon");
  }

  public void watch(int relation) {
    throw new UnsupportedOperationException("soon");
  }

  public Iterable<Tuple> rows(int relation, long now) {
    throw new UnsupportedOperationException("soon");
  }

  public NodeStats stats() {
    throw new UnsupportedOperationException("soon");
  }

  public CompiledProgram program() {
    throw new UnsupportedOperationException("soon");
  }

  public NodeConfig config() {
    throw new UnsupportedOperationException("soon");
  }
}
