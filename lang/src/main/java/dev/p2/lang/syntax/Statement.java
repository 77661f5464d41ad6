package dev.p2.lang.syntax;

import java.util.List;
import java.util.Optional;

/** One statement of a program; the grammar of overlog.md section 2, a record a production. */
public sealed interface Statement {
  Span span();

  /**
   * {@code materialize(name, lifetime, size, keys(…)).}; no keys part at all is an empty optional.
   */
  record Materialize(
      Span span, Name name, Expression lifetime, Expression size, Optional<List<Key>> keys)
      implements Statement {}

  /** One position of a {@code keys(…)} list, as written: counted from 1. */
  record Key(Span span, long position) {}

  /** {@code table name(columns) lifetime … size … keys(…) durable.} */
  record Table(
      Span span,
      boolean isPrivate,
      Name name,
      List<Column> columns,
      Optional<Expression> lifetime,
      Optional<Expression> size,
      Optional<List<Key>> keys,
      boolean durable)
      implements Statement {}

  /** {@code event name(columns).} */
  record Event(Span span, boolean isPrivate, Name name, List<Column> columns)
      implements Statement {}

  /**
   * A declared column. {@code type} is the text of the type without element types, such as {@code
   * list}.
   */
  record Column(
      Span span, boolean located, boolean key, Optional<Name> variable, Optional<Name> type) {}

  /** {@code index(name, "kind", keys(…)).}, a hint. */
  record Index(Span span, Name name, String kind, List<Key> keys) implements Statement {}

  /** {@code param NAME: type := value "text".} */
  record Param(
      Span span, Name name, Optional<Name> type, Optional<Expression> value, Optional<String> text)
      implements Statement {}

  /** {@code extern [pure] f_x(types): type.} */
  record Extern(Span span, boolean pure, Name name, List<Name> arguments, Name result)
      implements Statement {}

  /** {@code transport name { option: value, … }.} Options are kept as text. */
  record Transport(Span span, Name name, List<Option> options) implements Statement {}

  /** One option of a transport: its name and the text of its value. */
  record Option(Span span, Name name, String value) {}

  /** {@code send a, b over transport.} */
  record SendOver(Span span, List<Name> relations, Name transport) implements Statement {}

  /**
   * {@code watch(name).}, {@code watchmod(name, "id").}, {@code trace(name).}, {@code
   * traceTable(name).}
   */
  record Watch(Span span, Kind kind, Name name, Optional<String> modifiers) implements Statement {
    /** Which directive it is. */
    public enum Kind {
      WATCH,
      WATCHMOD,
      TRACE,
      TRACE_TABLE
    }
  }

  /** {@code stage("Proc", in, out).} */
  record Stage(Span span, Name procedure, Name in, Name out) implements Statement {}

  /** {@code Query p(…).}, which marks an output. */
  record Query(Span span, Term.Predicate predicate) implements Statement {}

  /**
   * {@code import "file" as name with (A := 1).}
   *
   * @param module what the file holds; empty if it could not be read, which has been reported
   */
  record Import(
      Span span, Name file, Optional<Name> as, List<Binding> bindings, Optional<Module> module)
      implements Statement {}

  /** {@code A := 1} of an import. */
  record Binding(Span span, Name name, Expression value) {}

  /** {@code namespace ns { … }} */
  record Namespace(Span span, Name name, List<Statement> statements) implements Statement {}

  /** {@code dialect 2005.}; the parser has already read the file that way. */
  record Dialect(Span span, long year) implements Statement {}

  /** {@code #pragma text}; {@code strict} is known, others are kept and unused. */
  record Pragma(Span span, String text) implements Statement {}

  /** {@code p(args).} */
  record Fact(
      Span span,
      Optional<Name> label,
      Name name,
      Optional<Expression> prefixLocation,
      List<Argument> arguments)
      implements Statement {}

  /**
   * {@code label [delete] head :- body.}
   *
   * @param aggregateTerm the 2005 body {@code min((G),(V),p(…))}; the body is then that predicate
   *     alone
   */
  record Rule(
      Span span,
      Optional<Name> label,
      boolean delete,
      Head head,
      List<Term> body,
      Optional<AggregateTerm> aggregateTerm)
      implements Statement {}

  /** The aggregate around the body's predicate in the 2005 spelling. */
  record AggregateTerm(Span span, Name function, List<Name> groupBy, Name value) {}

  /** {@code name@loc(arguments)} left of {@code :-}. */
  record Head(
      Span span, Name name, Optional<Expression> prefixLocation, List<HeadArgument> arguments) {}

  /** An argument of a fact or predicate, with its location mark. */
  record Argument(Span span, boolean located, Expression value) {}

  /** An argument of a head: an expression or an aggregate. */
  sealed interface HeadArgument {
    Span span();

    /** {@code [@]expr} */
    record Plain(Span span, boolean located, Expression value) implements HeadArgument {}

    /**
     * {@code [@]name<args>}; a star is an empty argument list. A mark inside, {@code min<@X>} or
     * {@code min<X, @Y>}, marks that argument; one before the name the first.
     *
     * @param marked the argument with the mark, -1 for none
     */
    record Aggregate(Span span, int marked, Name function, List<Expression> arguments)
        implements HeadArgument {
      /** Whether one of its columns has the mark. */
      public boolean located() {
        return marked >= 0;
      }
    }
  }
}
