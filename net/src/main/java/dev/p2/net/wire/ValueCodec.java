package dev.p2.net.wire;

import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.SetValue;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.TupleValue;
import dev.p2.lang.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * Values as a tag octet and what it says follows.
 *
 * <pre>
 * 0x80..0xff  the int 0..127              6  string: length, UTF-8
 * 0x40..0x7f  string of 0..63 octets      7  time: 8 octets        8  duration: zigzag varint
 * 0 null  1 false  2 true                 9  list: count, values  10  set: count, values
 * 3 int: zigzag varint                   11  tuple: name, count, values
 * 4 double: 8 octets                     12  bytes: length, octets
 * 5 id: length 0..20, octets             13  string with a lone surrogate: count, UTF-16 units
 * </pre>
 */
public final class ValueCodec {
  /** How deep lists, sets and tuples may stand in each other. */
  static final int DEPTH_MAX = 64;

  /** No value without parts of its own takes more octets: an id is a tag, a length and 20. */
  private static final int FIXED_MAX = 22;

  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int INT = 3;
  private static final int DOUBLE = 4;
  private static final int ID = 5;
  private static final int STRING = 6;
  private static final int TIME = 7;
  private static final int DURATION = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int TUPLE = 11;
  private static final int BYTES = 12;
  private static final int UTF16 = 13;
  private static final int SHORT_STRING = 0x40;
  private static final int SHORT_STRING_MAX = 0x3f;
  private static final int SMALL_INT = 0x80;

  private ValueCodec() {}

  public static void write(WireWriter out, Object value, int depth) throws UnencodableException {
    if (depth > DEPTH_MAX) {
      throw new UnencodableException("lists are nested deeper than " + DEPTH_MAX);
    }
    switch (value) {
      case null -> out.octet(NULL);
      case Boolean b -> out.octet(b ? TRUE : FALSE);
      case Long n -> writeInt(out, n);
      case Double d -> {
        out.octet(DOUBLE);
        out.fixed64(Double.doubleToLongBits(d));
      }
      case Id id -> writeId(out, id);
      case String s -> writeString(out, s);
      case Time t -> {
        out.octet(TIME);
        out.fixed64(t.nanos());
      }
      case Duration d -> {
        out.octet(DURATION);
        out.zigzag(d.nanos());
      }
      case ListValue list -> {
        out.octet(LIST);
        out.varint(list.size());
        for (int i = 0; i < list.size(); i++) write(out, list.get(i), depth + 1);
      }
      case SetValue set -> {
        out.octet(SET);
        out.varint(set.size());
        for (int i = 0; i < set.size(); i++) write(out, set.get(i), depth + 1);
      }
      case TupleValue tuple -> {
        out.octet(TUPLE);
        out.text(tuple.relationName());
        out.varint(tuple.arity());
        for (int i = 0; i < tuple.arity(); i++) write(out, tuple.get(i), depth + 1);
      }
      case Bytes bytes -> {
        byte[] octets = bytes.toArray();
        out.octet(BYTES);
        out.varint(octets.length);
        out.octets(octets, 0, octets.length);
      }
      default ->
          throw new UnencodableException(
              "a host's object (" + Values.typeName(value) + ") cannot be sent");
    }
  }

  /**
   * At least as many octets as {@link #write} needs for a value; negative if it may not be able to
   * write it.
   */
  static long octetsAtMost(Object value, int depth) {
    if (depth > DEPTH_MAX) return -1;
    return switch (value) {
      case null -> 1;
      case Boolean _, Long _, Double _, Id _, Time _, Duration _ -> FIXED_MAX;
      case String s -> FIXED_MAX + 3L * s.length();
      case Bytes bytes -> FIXED_MAX + bytes.size();
      case ListValue list -> octetsAtMost(list.size(), list::get, depth + 1);
      case SetValue set -> octetsAtMost(set.size(), set::get, depth + 1);
      default -> -1; // tuples are rare, a host's object cannot be written
    };
  }

  /** The same for several values together. */
  static long octetsAtMost(int count, IntFunction<Object> value, int depth) {
    long octets = FIXED_MAX;
    for (int i = 0; i < count; i++) {
      long more = octetsAtMost(value.apply(i), depth);
      if (more < 0) return -1;
      octets += more;
    }
    return octets;
  }

  private static void writeInt(WireWriter out, long value) {
    if (value >= 0 && value <= 127) {
      out.octet(SMALL_INT | (int) value);
    } else {
      out.octet(INT);
      out.zigzag(value);
    }
  }

  private static void writeId(WireWriter out, Id id) {
    byte[] octets = id.toBytes();
    int zeros = 0;
    while (zeros < octets.length && octets[zeros] == 0) zeros++;
    out.octet(ID);
    out.octet(octets.length - zeros);
    out.octets(octets, zeros, octets.length - zeros);
  }

  private static void writeString(WireWriter out, String text) {
    if (hasLoneSurrogate(text)) { // has no UTF-8
      out.octet(UTF16);
      out.varint(text.length());
      for (int i = 0; i < text.length(); i++) {
        out.octet(text.charAt(i) >> 8);
        out.octet(text.charAt(i));
      }
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length <= SHORT_STRING_MAX) {
      out.octet(SHORT_STRING | utf8.length);
    } else {
      out.octet(STRING);
      out.varint(utf8.length);
    }
    out.octets(utf8, 0, utf8.length);
  }

  private static boolean hasLoneSurrogate(String text) {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) return true;
      at += Character.charCount(codePoint);
    }
    return false;
  }

  /** The next value; null for the null value, and after a fault. */
  public static Object read(WireReader in, int depth) {
    if (depth > DEPTH_MAX) {
      in.fail(BadPacket.TOO_DEEP);
      return null;
    }
    int tag = in.octet();
    if (tag >= SMALL_INT) return (long) (tag & 0x7f);
    if (tag >= SHORT_STRING) return in.utf8(tag & SHORT_STRING_MAX);
    return switch (tag) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case INT -> in.zigzag();
      case DOUBLE -> readDouble(in);
      case ID -> readId(in);
      case STRING -> in.text();
      case TIME -> new Time(in.fixed64());
      case DURATION -> new Duration(in.zigzag());
      case LIST -> ListValue.wrap(readAll(in, depth));
      case SET -> SetValue.of(readAll(in, depth));
      case TUPLE -> CarriedTuple.of(in.text(), readAll(in, depth));
      case BYTES -> Bytes.of(in.octets(in.count(1)));
      case UTF16 -> readUtf16(in);
      default -> {
        in.fail(BadPacket.MALFORMED);
        yield null;
      }
    };
  }

  /** Count and values; what was read before a fault is void. */
  static Object[] readAll(WireReader in, int depth) {
    Object[] values = new Object[in.elements()];
    for (int i = 0; i < values.length && !in.failed(); i++) values[i] = read(in, depth + 1);
    return in.failed() ? new Object[0] : values;
  }

  private static Double readDouble(WireReader in) {
    double value = Double.longBitsToDouble(in.fixed64());
    if (Double.isNaN(value)) {
      in.fail(BadPacket.MALFORMED);
      return 0.0;
    }
    return value;
  }

  private static Id readId(WireReader in) {
    int length = in.octet();
    if (length > Id.BYTES) {
      in.fail(BadPacket.MALFORMED);
      return Id.ZERO;
    }
    byte[] tail = in.octets(length);
    byte[] octets = new byte[Id.BYTES];
    System.arraycopy(tail, 0, octets, Id.BYTES - tail.length, tail.length);
    return Id.fromBytes(octets);
  }

  private static String readUtf16(WireReader in) {
    char[] units = new char[in.count(2)];
    for (int i = 0; i < units.length; i++) units[i] = (char) (in.octet() << 8 | in.octet());
    return in.failed() ? "" : new String(units);
  }
}
