package dev.p2.engine;

import java.util.Arrays;

/**
 * Reads what the next steps of several nodes will touch, so that their cache misses overlap;
 * changes nothing but how long those steps wait for memory. {@link #receive} and {@link #fire} say
 * what will happen, {@link #read} reads for all of it. Not thread-safe.
 *
 * <p>It goes over the nodes and then over their tables in passes, each of which reads only what the
 * one before has brought: a pass is a loop over an array with loads of fields and no calls that
 * depend on what is loaded, so that the processor runs ahead of its misses. A virtual call on an
 * object that is not in the cache would wait for it.
 */
public final class ReadAhead {
  private final Layout layout;
  private final Foresight foresight;
  private Node[] nodes = new Node[32];

  /** By node, what will be touched, as {@link Foresight} has it. */
  private int[][] touches = new int[32][];

  private int nodeCount;
  private Table[] tables = new Table[256];

  /** By table: how it will be touched. */
  private int[] hows = new int[256];

  /** For nodes of a program; others may be named too, and nothing is read of them. */
  public ReadAhead(CompiledProgram program) {
    layout = program.layout();
    foresight = layout.foresight;
  }

  /** A tuple of a relation will arrive. */
  public void receive(Node node, int relation) {
    add(node, foresight.onArrival(relation));
  }

  /** A timer will fire. */
  public void fire(Node node, int timer) {
    add(node, foresight.onTimer(timer));
  }

  private void add(Node node, int[] touched) {
    if (nodeCount == nodes.length) {
      nodes = Arrays.copyOf(nodes, nodeCount * 2);
      touches = Arrays.copyOf(touches, nodeCount * 2);
    }
    nodes[nodeCount] = node;
    touches[nodeCount++] = touched;
  }

  /** Reads, and forgets what will happen; returns anything made of what it has read. */
  public long read() {
    final Node[] nodes = this.nodes;
    final int nodeCount = this.nodeCount;
    long sum = 0;
    for (int i = 0; i < nodeCount; i++) sum += nodes[i].now;
    for (int i = 0; i < nodeCount; i++) sum += nodes[i].foresee();
    int tableCount = 0;
    for (int i = 0; i < nodeCount; i++) {
      if (nodes[i].layout == layout)
        tableCount = addTables(nodes[i].tables, touches[i], tableCount);
    }
    this.nodeCount = 0;
    final Table[] tables = this.tables;
    final int[] hows = this.hows;
    for (int i = 0; i < tableCount; i++) sum += tables[i].foreseeItself();
    for (int i = 0; i < tableCount; i++) sum += tables[i].foreseeArrays(hows[i]);
    for (int i = 0; i < tableCount; i++) sum += tables[i].foreseeRows(hows[i]);
    for (int i = 0; i < tableCount; i++) sum += tables[i].foreseeValues(hows[i]);
    return sum;
  }

  private int addTables(Table[] all, int[] touched, int from) {
    if (from + touched.length > tables.length) {
      int length = tables.length * 2 + touched.length;
      tables = Arrays.copyOf(tables, length);
      hows = Arrays.copyOf(hows, length);
    }
    final Table[] tables = this.tables;
    int count = from;
    for (int touch : touched) {
      Table table = all[touch >> Foresight.HOW_BITS];
      if (table == null) continue;
      hows[count] = touch;
      tables[count++] = table;
    }
    return count;
  }
}
