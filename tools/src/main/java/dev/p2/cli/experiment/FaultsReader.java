package dev.p2.cli.experiment;

import dev.p2.cli.input.Entries;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.engine.CompiledProgram;
import dev.p2.sim.experiment.OverlogSubject.Faults;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the scenarios that a description names: what happens to nodes that are on. */
final class FaultsReader {
  private final Path folder;
  private final Map<String, ScenarioFile> files = new LinkedHashMap<>();

  /**
   * @param folder where files are looked for first
   */
  FaultsReader(Path folder) {
    this.folder = folder;
  }

  /** Of all files read, in the order of reading. */
  List<String> texts() {
    return files.values().stream().map(ScenarioFile::text).toList();
  }

  /** The scenario of one point, if it names one. */
  Optional<ScenarioFile> read(Entries in) {
    Json json = in.get("scenario").orElse(null);
    if (json == null) return Optional.empty();
    String name = in.text(json, "scenario");
    ScenarioFile known = files.get(name);
    if (known == null) {
      known = open(in, json, name);
      files.put(name, known);
    }
    return Optional.of(known);
  }

  private ScenarioFile open(Entries in, Json json, String name) {
    try {
      ScenarioFile file = ScenarioFile.open(TextFile.read(TextFile.beside(folder, name)));
      file.requireFaultsOnly("[population] says who is on, [lookups] what is asked");
      return file;
    } catch (InputException e) {
      throw DescriptionReader.placed(in, json, e);
    }
  }

  /** The scenario for one program; it is read again for the nodes of each trial. */
  static Faults faults(ScenarioFile file, CompiledProgram program) {
    return addresses -> file.scenario(program, addresses, Optional.empty(), true);
  }
}
