package dev.p2.net.store;

import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How durable tables are declared, as the text that a file remembers. */
final class Schema {
  private Schema() {}

  /** By name: {@code 3 columns, keys(1,2)}. Types are not part of it: values are converted. */
  static Map<String, String> of(Program program) {
    var schema = new LinkedHashMap<String, String>();
    for (Relation relation : program.relations())
      relation
          .table()
          .filter(Relation.TableSpec::durable)
          .ifPresent(spec -> schema.put(relation.name(), text(relation.arity(), spec)));
    return schema;
  }

  private static String text(int arity, Relation.TableSpec spec) {
    String keys =
        spec.bag()
            ? ""
            : spec.keys().stream().map(k -> String.valueOf(k + 1)).collect(Collectors.joining(","));
    return arity + (arity == 1 ? " column" : " columns") + ", keys(" + keys + ")";
  }
}
