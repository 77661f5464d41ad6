package dev.p2.oracle.programs;

import dev.p2.lang.value.Function;
import dev.p2.lang.value.Functions;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Calls of built-in functions, made from the table of functions: a new one is called as soon as it
 * stands there. Each program has a favourite, so that all are met.
 */
final class RandomCalls {
  /** The pure functions, each once. */
  static final List<Function> PURE =
      Functions.names().stream()
          .map(n -> Functions.lookup(n).orElseThrow())
          .filter(f -> f.kind() == Function.Kind.PURE)
          .distinct()
          .toList();

  /** What parameters of type any mean where not any value will do. */
  private static final Map<String, List<Kind>> MEANT =
      Map.ofEntries(
          Map.entry("f_size", List.of(Kind.LIST)),
          Map.entry("f_mod", List.of(Kind.SET)),
          Map.entry("f_isEmpty", List.of(Kind.LIST)),
          Map.entry("f_seconds", List.of(Kind.DURATION)),
          Map.entry("f_duration", List.of(Kind.DOUBLE)),
          Map.entry("f_time", List.of(Kind.INT)),
          Map.entry("f_floor", List.of(Kind.DOUBLE)),
          Map.entry("f_ceil", List.of(Kind.DOUBLE)),
          Map.entry("f_toList", List.of(Kind.SET)),
          Map.entry("f_toSet", List.of(Kind.LIST)),
          Map.entry("f_sort", List.of(Kind.LIST)),
          Map.entry("f_member", List.of(Kind.LIST, Kind.INT)),
          Map.entry("f_contains", List.of(Kind.ANY, Kind.SET)),
          Map.entry("f_intersect", List.of(Kind.LIST, Kind.LIST)),
          Map.entry("f_msintersect", List.of(Kind.LIST, Kind.LIST)),
          Map.entry("f_subset", List.of(Kind.LIST, Kind.LIST)),
          Map.entry("f_cons", List.of(Kind.INT, Kind.LIST)),
          Map.entry("f_concatPath", List.of(Kind.INT, Kind.LIST)),
          Map.entry("f_ifelse", List.of(Kind.BOOL, Kind.ANY, Kind.ANY)));

  /** The result has the type of the arguments. */
  private static final List<String> LIKE_ARGUMENTS = List.of("f_max", "f_min", "f_ifelse");

  private static final Set<Kind> COMPARED =
      EnumSet.of(Kind.INT, Kind.DOUBLE, Kind.ID, Kind.STRING, Kind.LIST, Kind.DURATION, Kind.TIME);

  private final Dice dice;
  private final RandomExpressions expressions;
  private final Scope scope;
  private final Function favourite;

  RandomCalls(Dice dice, RandomExpressions expressions, Scope scope, Function favourite) {
    this.dice = dice;
    this.expressions = expressions;
    this.scope = scope;
    this.favourite = favourite;
  }

  /** The kind of what the function gives. */
  static Kind result(Function function) {
    return Kind.of(function.result());
  }

  /** A call with a result of that kind; empty if there is no such function. */
  Optional<String> of(Kind kind, int depth) {
    if (gives(favourite, kind) && dice.chance(60)) return Optional.of(call(favourite, kind, depth));
    List<Function> fit = PURE.stream().filter(f -> gives(f, kind)).toList();
    return fit.isEmpty() ? Optional.empty() : Optional.of(call(dice.of(fit), kind, depth));
  }

  /** A call of the favourite, of leaves. */
  String favourite() {
    Kind kind = gives(favourite, Kind.ANY) ? Kind.ANY : result(favourite);
    return call(favourite, LIKE_ARGUMENTS.contains(favourite.name()) ? Kind.INT : kind, 1);
  }

  /** What values a call takes. */
  static List<Kind> parameters(Function f) {
    return IntStream.range(0, f.parameters().size())
        .mapToObj(i -> parameter(f, i, Kind.INT))
        .toList();
  }

  private boolean gives(Function f, Kind kind) {
    if (f.parameters().contains(Type.TUPLE) && scope.tuple().isEmpty()) return false;
    if (f.name().equals("f_ifelse")) return kind != Kind.NODE && kind != Kind.HIDDEN;
    if (LIKE_ARGUMENTS.contains(f.name())) return COMPARED.contains(kind);
    return result(f) == kind;
  }

  private String call(Function f, Kind kind, int depth) {
    var arguments = new ArrayList<String>();
    int count = f.parameters().size();
    if (f.variadic()) count = dice.below(3);
    else if (f.optional() > 0 && dice.chance(50)) count--;
    for (int i = 0; i < count; i++) arguments.add(argument(f, i, kind, depth));
    return f.name() + "(" + String.join(", ", arguments) + ")";
  }

  private String argument(Function f, int index, Kind kind, int depth) {
    switch (f.name()) { // what would grow without end, or is text of a form of its own
      case "f_match":
        if (index == 0) return dice.pick("\"x.*\"", "\"[xy]+\"", "\"[\"");
        break;
      case "f_strReplace":
        if (index == 1) return dice.pick("\"z\"", "\"\"");
        break;
      case "f_split", "f_join":
        if (index == 1) return dice.pick("\"y\"", "\",\"", "\"\"");
        break;
      case "f_range":
        return index == 0 ? dice.pick("0", "1") : expressions.leaf(Kind.INT) + " % 4";
      case "f_concat":
        if (index == 1) return dice.pick("[1]", "[]", "[\"x\", 2]");
        break;
      default:
        break;
    }
    if (f.parameters().get(Math.min(index, f.parameters().size() - 1)) == Type.TUPLE)
      return scope.tuple().orElseThrow();
    return expressions.value(parameter(f, index, kind), depth - 1);
  }

  private static Kind parameter(Function f, int index, Kind kind) {
    Type type = f.parameter(index);
    if (type != Type.ANY) return Kind.of(type);
    List<Kind> meant = MEANT.getOrDefault(f.name(), List.of());
    if (LIKE_ARGUMENTS.contains(f.name()))
      return index == 0 && !meant.isEmpty() ? meant.getFirst() : kind;
    return index < meant.size() ? meant.get(index) : Kind.ANY;
  }
}
