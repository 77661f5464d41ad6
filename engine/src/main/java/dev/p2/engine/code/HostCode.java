package dev.p2.engine.code;

import dev.p2.engine.Programs;
import dev.p2.lang.program.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a host has registered: functions that programs declare {@code extern} and procedures that
 * their {@code stage}s name, by name; and whether they may install programs. Immutable.
 */
public final class HostCode {
  /** No functions, and the procedures that are built in: {@code TOKENIZER}. */
  public static final HostCode BUILT_IN =
      new HostCode(Map.of(), Map.of("TOKENIZER", new Tokenizer()), Optional.empty());

  private final Map<String, HostFunction> functions;
  private final Map<String, Procedure> procedures;
  private final Optional<Programs> programs;

  private HostCode(
      Map<String, HostFunction> functions,
      Map<String, Procedure> procedures,
      Optional<Programs> programs) {
    this.programs = programs;
    this.functions = Map.copyOf(functions);
    this.procedures = Map.copyOf(procedures);
  }

  /** The same with a function more, or another one of that name. */
  public HostCode withFunction(String name, HostFunction function) {
    var more = new LinkedHashMap<>(functions);
    more.put(name, function);
    return new HostCode(more, procedures, programs);
  }

  /** The same with a procedure more, or another one of that name. */
  public HostCode withProcedure(String name, Procedure procedure) {
    var more = new LinkedHashMap<>(procedures);
    more.put(name, procedure);
    return new HostCode(functions, more, programs);
  }

  /** The same, and rules may install programs ({@code sysInstall}), which these make. */
  public HostCode withPrograms(Programs made) {
    return new HostCode(functions, procedures, Optional.of(made));
  }

  /** What makes the programs that rules install; empty where they may not. */
  public Optional<Programs> programs() {
    return programs;
  }

  /** Whether there is a procedure of that name. */
  public boolean hasProcedure(String name) {
    return procedures.containsKey(name);
  }

  Procedure procedure(String name) {
    Procedure procedure = procedures.get(name);
    if (procedure == null) throw new IllegalArgumentException("no procedure " + name);
    return procedure;
  }

  /** Calls a function. */
  public Object call(String name, Object[] arguments) {
    HostFunction function = functions.get(name);
    if (function == null)
      throw new UnsupportedOperationException("the host has no function " + name);
    return function.call(arguments);
  }

  /**
   * Makes sure that everything a program asks for is here.
   *
   * @throws MissingCodeException if something is not; it names the first
   */
  public void require(Program program) {
    program
        .externs()
        .forEach(
            (name, extern) -> {
              if (!functions.containsKey(name))
                throw MissingCodeException.function(name, extern.span());
            });
    for (Program.Stage stage : program.stages()) {
      if (!procedures.containsKey(stage.procedure())) throw MissingCodeException.procedure(stage);
    }
  }
}
