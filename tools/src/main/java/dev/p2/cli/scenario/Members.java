package dev.p2.cli.scenario;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.Words;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.scenario.Selection;
import dev.p2.sim.scenario.Selection.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes of a run, and the words that choose among them. */
final class Members {
  private static final String RANDOM = "random ";
  private static final int NAMES_COMPARED_MAX = 10_000;

  private final Source source;
  private final List<String> addresses;
  private final Map<String, Integer> indexes = new HashMap<>();

  Members(Source source, List<String> addresses) {
    this.source = source;
    this.addresses = addresses;
    for (int i = 0; i < addresses.size(); i++) indexes.put(addresses.get(i), i);
  }

  /** How many nodes there are. */
  int count() {
    return addresses.size();
  }

  /** The address of a node. */
  String address(int node) {
    return addresses.get(node);
  }

  /** The index of a node that the scenario names. */
  int one(Json json, String name) {
    return one(source, json, name);
  }

  /** The index of a node that a file names. */
  int one(Source file, Json json, String name) {
    Integer index = indexes.get(name);
    if (index != null) return index;
    String what = name.isEmpty() ? "the name of a node is missing" : "there is no node " + name;
    String similar =
        addresses.size() > NAMES_COMPARED_MAX ? "" : Suggestion.didYouMean(name, addresses);
    boolean vague = similar.isEmpty() || similar.contains(" or ");
    throw InputException.at(file, json.start(), json.end(), what).hint(vague ? range() : similar);
  }

  private String range() {
    return addresses.size() == 1
        ? "the only node is " + addresses.getFirst()
        : "the "
            + addresses.size()
            + " nodes are "
            + addresses.getFirst()
            + " to "
            + addresses.getLast();
  }

  /** A word or an array of words. */
  List<Part> parts(Json json) {
    var parts = new ArrayList<Part>();
    List<Json> words = json instanceof Json.Array array ? array.elements() : List.of(json);
    for (Json word : words) {
      if (!(word instanceof Json.Text text)) throw badWord(word, "nodes are chosen by a string");
      parts.add(part(text));
    }
    if (parts.isEmpty()) throw badWord(json, "no nodes are chosen here");
    return parts;
  }

  private InputException badWord(Json json, String message) {
    return InputException.at(source, json.start(), json.end(), message)
        .hint(
            "write \"n3\", \"n1..n9\", \"all\", \"random 10%\", \"random 3\" or an array of these");
  }

  private Part part(Json.Text text) {
    String word = text.text().strip();
    if (indexes.containsKey(word)) return new Part.Range(indexes.get(word), indexes.get(word));
    if (word.equals("all")) return new Part.All();
    if (word.startsWith(RANDOM) || word.endsWith("%"))
      return random(text, word.startsWith(RANDOM) ? word.substring(RANDOM.length()).strip() : word);
    int dots = word.indexOf("..");
    if (dots < 0) {
      int node = one(text, word);
      return new Part.Range(node, node);
    }
    int first = one(text, word.substring(0, dots).strip());
    int last = one(text, word.substring(dots + 2).strip());
    if (last < first)
      throw InputException.at(
              source, text.start(), text.end(), "the range " + word + " runs backwards")
          .hint("write \"" + addresses.get(last) + ".." + addresses.get(first) + "\"");
    return new Part.Range(first, last);
  }

  private Part random(Json.Text text, String amount) {
    if (amount.endsWith("%")) {
      try {
        return new Part.Share(Words.share(amount));
      } catch (InputException e) {
        throw badWord(text, "'" + amount + "' is no share of the nodes");
      }
    }
    try {
      int count = Integer.parseInt(amount);
      if (count >= 1) return new Part.Count(count);
    } catch (NumberFormatException e) {
      // said below
    }
    throw badWord(text, "'" + amount + "' is no number of nodes");
  }

  /** Parts that chance has nothing to do with. */
  List<Part> fixed(Json json) {
    List<Part> parts = parts(json);
    for (Part part : parts)
      if (part.random())
        throw InputException.at(
                source, json.start(), json.end(), "nodes cannot be protected at random")
            .hint("write protect = \"" + addresses.getFirst() + "\", or choose fewer nodes");
    return parts;
  }

  /** A choice with the nodes that it spares. */
  Selection selection(Json json, List<Part> spared) {
    return new Selection(parts(json), spared);
  }
}
