package dev.p2.cli.input;

import dev.p2.lang.syntax.Source;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one table of a TOML file: what they hold as durations, shares and numbers, and wrong
 * input at what does not fit. Asking for a key makes it known; {@link #end} complains about others.
 */
public final class Entries {
  private static final int COUNT_MAX = 100_000_000;
  private static final long DELAY_NANOS_MAX = 86_400_000_000_000L;

  private final Source source;
  private final Json.Fields fields;
  private final String what;
  private final int start;
  private final int end;
  private final List<String> known = new ArrayList<>();

  /**
   * @param what the table is called in messages: {@code a crash}
   */
  public Entries(Source source, Json.Fields fields, String what) {
    this.source = source;
    this.fields = fields;
    this.what = what;
    this.start = fields.start();
    this.end = fields.end();
  }

  public Source source() {
    return source;
  }

  /** Wrong input at the table itself. */
  public InputException error(String message) {
    return InputException.at(source, start, end, message);
  }

  /** Wrong input at a value. */
  public InputException error(Json json, String message) {
    return InputException.at(source, json.start(), json.end(), message);
  }

  /** The value of a key, if it is there. */
  public Optional<Json> get(String key) {
    if (!known.contains(key)) known.add(key);
    return fields.get(key);
  }

  public boolean has(String key) {
    return get(key).isPresent();
  }

  /** The value of a key that must be there. */
  public Json need(String key, String example) {
    return get(key)
        .orElseThrow(
            () -> missing(what + " needs " + key, key).hint("write " + key + " = " + example));
  }

  /**
   * Wrong input because none of these keys is there: at a key that looks like one of them, if any.
   */
  public InputException missing(String message, String... keys) {
    for (Json.Field field : fields.fields()) {
      if (known.contains(field.name())) continue;
      String similar = Suggestion.didYouMean(field.name(), List.of(keys));
      if (!similar.isEmpty()) return unknown(field).hint(similar);
    }
    return error(message);
  }

  private InputException unknown(Json.Field field) {
    return InputException.at(
        source, field.start(), field.end(), what + " has no key " + field.name());
  }

  /**
   * Says that all keys have been asked for.
   *
   * @throws InputException at a key that nobody asked for
   */
  public void end() {
    for (Json.Field field : fields.fields()) {
      if (known.contains(field.name())) continue;
      String similar = Suggestion.didYouMean(field.name(), known);
      throw unknown(field)
          .hint(similar.isEmpty() ? "its keys are " + String.join(", ", known) : similar);
    }
  }

  /** A string. */
  public String text(Json json, String key) {
    if (json instanceof Json.Text text) return text.text();
    throw error(json, key + " must be a string, in quotes")
        .hint("write " + key + " = \"…\"" + (json instanceof Json.Array ? ", one of them" : ""));
  }

  /** {@code "90s"}, in nanoseconds; not negative. */
  public long duration(Json json, String key) {
    if (json instanceof Json.Number number)
      throw error(json, key + " is a duration without unit")
          .hint("write " + key + " = \"" + number.text().replace("-", "") + "s\" for seconds");
    if (!(json instanceof Json.Text word))
      throw error(json, key + " must be a duration, in quotes").hint("write " + key + " = \"90s\"");
    String text = word.text();
    if (text.startsWith("-"))
      throw error(json, key + " must not be negative").hint("write " + key + " = \"10s\"");
    return words(json, key, () -> Words.durationNanos(text));
  }

  /** A duration that may be negative. */
  public long signedDuration(Json json, String key) {
    if (json instanceof Json.Text text && text.text().startsWith("-"))
      return -words(json, key, () -> Words.durationNanos(text.text().substring(1)));
    return duration(json, key);
  }

  /** How long a datagram takes on a way; a sum of many of these is still a time. */
  public long delay(Json json, String key) {
    long nanos = duration(json, key);
    if (nanos > DELAY_NANOS_MAX)
      throw error(json, key + " is more than a day").hint("write " + key + " = \"50ms\"");
    return nanos;
  }

  public Optional<Long> duration(String key) {
    return get(key).map(json -> duration(json, key));
  }

  public long needDuration(String key) {
    return duration(need(key, "\"10s\""), key);
  }

  /** A duration above 0 that must be there. */
  public long positiveDuration(String key, String example) {
    Json json = need(key, example);
    long nanos = duration(json, key);
    if (nanos == 0)
      throw error(json, key + " must be above 0").hint("write " + key + " = " + example);
    return nanos;
  }

  /** {@code 0.01} or {@code "1%"}. */
  public double share(Json json, String key) {
    return words(json, key, () -> Words.share(shareText(json)));
  }

  private String shareText(Json json) {
    return switch (json) {
      case Json.Number number -> number.text();
      case Json.Text text -> text.text();
      case Json.Word word -> word.text();
      default -> source.text().substring(json.start(), json.end());
    };
  }

  public double share(String key, double otherwise) {
    return get(key).map(json -> share(json, key)).orElse(otherwise);
  }

  /** A number, whole or not. */
  public double number(Json json, String key) {
    if (json instanceof Json.Number number) return Double.parseDouble(number.text());
    throw error(json, key + " must be a number").hint("write it without quotes: " + key + " = 2.5");
  }

  /** A whole number of at least {@code least}. */
  public int count(Json json, String key, int least) {
    if (json instanceof Json.Number number && number.whole()) {
      var count = new BigInteger(number.text());
      if (count.compareTo(BigInteger.valueOf(COUNT_MAX)) > 0)
        throw error(json, key + " is more than " + COUNT_MAX).hint("take a smaller number");
      if (count.compareTo(BigInteger.valueOf(least)) >= 0) return count.intValueExact();
    }
    throw error(json, key + " must be a whole number of at least " + least)
        .hint("write it without quotes: " + key + " = " + Math.max(least, 4));
  }

  public int count(String key, int least, int otherwise) {
    return get(key).map(json -> count(json, key, least)).orElse(otherwise);
  }

  public boolean flag(String key) {
    Json json = get(key).orElse(null);
    if (json == null) return false;
    if (json instanceof Json.Word word) {
      if (word.text().equals("true")) return true;
      if (word.text().equals("false")) return false;
    }
    throw error(json, key + " must be true or false").hint("write " + key + " = true");
  }

  @FunctionalInterface
  private interface Word<T> {
    T read();
  }

  /** Gives wrong words of the command line's kind their place. */
  private <T> T words(Json json, String key, Word<T> word) {
    try {
      return word.read();
    } catch (InputException e) {
      InputException placed = error(json, key + ": " + e.getMessage());
      for (String hint : e.hints()) placed = placed.hint(hint);
      throw placed;
    }
  }
}
