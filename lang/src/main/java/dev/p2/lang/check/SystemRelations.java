package dev.p2.lang.check;

import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The relations that are built in, with their columns: overlog.md 7.8 and section 11. */
final class SystemRelations {
  /** How a built-in relation behaves in rules. */
  enum Kind {
    /** Its changes are deltas. */
    STORED,
    /** A table for rules, computed when read; triggers nothing. */
    SAMPLED,
    EVENT
  }

  /**
   * A built-in relation.
   *
   * @param writable whether rules may derive it
   * @param table how rows are kept, unless it is an event
   */
  record Definition(
      String name,
      Kind kind,
      List<String> columns,
      List<Type> types,
      boolean writable,
      Optional<TableSpec> table) {}

  /** In every program: the engine makes these. */
  static final List<String> ALWAYS =
      List.of("periodic", "sysStart", "sysStop", "sysError", "sysConflict");

  /** In every program that traces. */
  static final List<String> TRACED = List.of("ruleExec", "rulePre", "tupleLog");

  /** What the catalog of the original's last compiler has and this one has not. */
  static final Set<String> CATALOG_ONLY =
      Stream.of(
              "accessMethod argument assign attribute compileStatus error_add fact function"
                  + " globalEvent index new nodeId program_add projection ref rewrite says select"
                  + " sideAffect stage tableStats watch")
          .flatMap(names -> Stream.of(names.split(" ")))
          .map(name -> "sys::" + name)
          .collect(Collectors.toUnmodifiableSet());

  private static final long SECOND = 1_000_000_000L;
  private static final Map<String, Definition> BY_NAME = new LinkedHashMap<>();

  static {
    event("periodic", "E:int Period:any Count:any Phase:any");
    event("sysStart", "Time:time");
    event("sysStop", "Time:time");
    stored(
        "sysError",
        300 * SECOND,
        1000,
        "*Seq:int Time:time Code:string Rule:string Line:int Message:string Tuple:any");
    stored("sysFault", "*Seq:int Time:time Kind:string Node:addr Detail:string");
    stored("sysConflict", "*Table:string *Winner:string *Loser:string Count:int");
    stored("sysProgram", "*Name:string Version:any Rules:int Tables:int Since:time");
    stored(
        "sysRule",
        "*Program:string *Label:string Kind:string Trigger:string Head:string Line:int Firings:int"
            + " Derivations:int Errors:int NullLocation:int Nanos:int");
    stored(
        "sysTable",
        "*Name:string Lifetime:any Size:any Keys:list Rows:int Bytes:int Inserted:int Replaced:int"
            + " Refreshed:int Deleted:int Expired:int Evicted:int");
    stored("sysColumn", "*Relation:string *Position:int Name:string Type:string");
    sampled("sysIndex", "*Table:string *Columns:list Kind:string Probes:int Rows:int");
    sampled("sysElement", "*Id:any Rule:string Position:int Op:string Argument:any In:int Out:int");
    sampled(
        "sysQueue",
        "*Queue:string Length:int Peak:int In:int Out:int Dropped:int OldestAge:duration");
    sampled(
        "sysPeer",
        "*Peer:addr Rtt:duration RttVar:duration Loss:double Window:any InFlight:int Sent:int"
            + " Received:int BytesOut:int BytesIn:int Retries:int LastHeard:time");
    sampled(
        "sysNode",
        "CpuNanos:int HeapBytes:int RowBytes:int BytesOut:int BytesIn:int Steps:int Rounds:int"
            + " Derivations:int StepP99:any");
    sampled("sysTimer", "*Rule:string Period:duration Left:any Next:time");
    event("sysSendFailed", "Dest:addr Relation:string Tuple:tuple Attempts:int Reason:string");
    writableEvent("sysInstall", "Name:string Text:string");
    writableEvent("sysUninstall", "Name:string");
    stored(
        "sys::program",
        "*Pid:any Name:any Rewrite:any Status:any Text:any Message:any P2dl:any Source:any");
    sampled("sys::error", "*Pid:any Program:any Node:any *Code:any Description:any");
    stored(
        "sys::table", "*Tid:any Name:any Lifetime:any Size:any Key:any Card:any Sort:any Pid:any");
    stored(
        "sys::rule",
        "*Rid:any Pid:any Name:any HeadFid:any P2dl:any Delete:any TermCount:any New:any");
    stored(
        "sys::predicate",
        "*Fid:any Rid:any Notin:any Name:any Tid:any Eca:any Attributes:any Position:any Am:any"
            + " New:any");
    trace("ruleExec", "Rule:string InTuple:any OutTuple:any OutNode:addr Time:time");
    trace("rulePre", "Rule:string PreTuple:any OutTuple:any Position:int Time:time");
    trace("tupleLog", "Id:any Tuple:tuple SourceNode:addr SourceId:any Kind:string Time:time");
    trace(
        "ruleExecTable",
        "Rule:string InId:any OutId:any OutNode:addr TimeIn:time TimeOut:time Kind:string");
    trace("tupleTable", "TupleId:any SourceNode:addr IdAtSource:any");
    trace("elementExec", "Element:any Port:any InTuple:any OutTuple:any Time:time");
    trace("queueExec", "Queue:string Op:string Tuple:any Length:int Time:time");
    trace("roundRobinExec", "Element:any Port:any Tuple:any Time:time");
  }

  /** Trace relations, which a program may materialize with bounds of its own. */
  private static final Set<String> TRACES =
      Set.of(
          "ruleExec",
          "rulePre",
          "tupleLog",
          "ruleExecTable",
          "tupleTable",
          "elementExec",
          "queueExec",
          "roundRobinExec");

  private SystemRelations() {}

  static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  static Optional<Definition> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  static boolean isBuiltIn(String name) {
    return BY_NAME.containsKey(name);
  }

  static boolean declarable(String name) {
    return TRACES.contains(name);
  }

  private static void event(String name, String columns) {
    define(name, Kind.EVENT, columns, false, -1, -1);
  }

  private static void writableEvent(String name, String columns) {
    define(name, Kind.EVENT, columns, true, -1, -1);
  }

  private static void stored(String name, String columns) {
    define(name, Kind.STORED, columns, false, TableSpec.UNBOUNDED, TableSpec.UNBOUNDED);
  }

  private static void stored(String name, long lifetimeNanos, long sizeMax, String columns) {
    define(name, Kind.STORED, columns, false, lifetimeNanos, sizeMax);
  }

  private static void trace(String name, String columns) {
    define(name, Kind.STORED, columns, false, 100 * SECOND, 1000);
  }

  private static void sampled(String name, String columns) {
    define(name, Kind.SAMPLED, columns, false, TableSpec.UNBOUNDED, TableSpec.UNBOUNDED);
  }

  /**
   * Columns as in {@code *Name:type}, keys with a star; the node's own address is always the first.
   */
  private static void define(
      String name, Kind kind, String columns, boolean writable, long lifetimeNanos, long sizeMax) {
    List<String> names = new ArrayList<>(List.of("N"));
    List<Type> types = new ArrayList<>(List.of(Type.ADDR));
    List<Integer> keys = new ArrayList<>(List.of(0));
    for (String column : List.of(columns.split(" ", -1))) {
      boolean key = column.startsWith("*");
      int colon = column.indexOf(':');
      if (key) keys.add(names.size());
      names.add(column.substring(key ? 1 : 0, colon));
      types.add(Type.valueOf(column.substring(colon + 1).toUpperCase(Locale.ROOT)));
    }
    // A trace has no key of its own: whole rows differ.
    if (keys.size() == 1 && kind == Kind.STORED) {
      for (int i = 1; i < names.size(); i++) keys.add(i);
    }
    Optional<TableSpec> table =
        kind == Kind.EVENT
            ? Optional.empty()
            : Optional.of(new TableSpec(lifetimeNanos, sizeMax, keys, false, false));
    BY_NAME.put(
        name, new Definition(name, kind, List.copyOf(names), List.copyOf(types), writable, table));
  }
}
