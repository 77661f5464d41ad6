package dev.p2.net.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the map that {@link Element#counters()} gives. */
public final class Counters {
  private final Map<String, Long> values = new LinkedHashMap<>();

  public Counters with(String name, long value) {
    values.put(name, value);
    return this;
  }

  public Map<String, Long> map() {
    return Collections.unmodifiableMap(values);
  }
}
