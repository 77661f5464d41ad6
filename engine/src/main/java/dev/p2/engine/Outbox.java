package dev.p2.engine;

import dev.p2.engine.host.Message;
import dev.p2.engine.host.Message.Kind;
import dev.p2.engine.tuple.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a step sends, in order of derivation; it leaves when the step has ended well. */
final class Outbox {
  private final List<Message> messages = new ArrayList<>();
  private final Layout layout;

  /** First message of the round, and whether a withdrawal is among those since. */
  private int roundStart;

  private boolean withdraws;

  Outbox(Layout layout) {
    this.layout = layout;
  }

  void add(String destination, Kind kind, Tuple tuple, int rule, long traceId) {
    messages.add(new Message(destination, kind, tuple, rule, traceId));
    withdraws |= kind == Kind.WITHDRAW || kind == Kind.LAPSE;
  }

  /**
   * Nets the supports of a round: a row withdrawn and derived again by one rule is a refresh of a
   * soft head and nothing for a hard one (8.4), so that the receiver's row does not flicker.
   */
  void endRound() {
    if (withdraws) net();
    withdraws = false;
    roundStart = messages.size();
  }

  private void net() {
    Map<Head, Integer> supports = new HashMap<>();
    boolean[] cancelled = new boolean[messages.size() - roundStart];
    for (int pass = 0; pass < 2; pass++) {
      for (int at = roundStart; at < messages.size(); at++) {
        Message message = messages.get(at);
        if (pass == 0 && message.kind() == Kind.SUPPORT) {
          supports.merge(new Head(message), 1, Integer::sum);
        } else if (pass == 1 && (message.kind() == Kind.WITHDRAW || message.kind() == Kind.LAPSE)) {
          Head head = new Head(message);
          Integer left = supports.get(head);
          if (left == null || left == 0) continue;
          supports.put(head, left - 1);
          cancelled[at - roundStart] = true;
        }
      }
    }
    // What is left in the map are supports without a withdrawal: the last ones of each head stay.
    List<Message> netted = new ArrayList<>();
    for (int at = messages.size() - 1; at >= roundStart; at--) {
      Message message = messages.get(at);
      if (cancelled[at - roundStart]) continue;
      if (message.kind() != Kind.SUPPORT) {
        netted.add(message);
        continue;
      }
      Head head = new Head(message);
      int left = supports.get(head);
      if (left > 0) {
        supports.put(head, left - 1);
        netted.add(message);
      } else if (layout.tables.soft(message.tuple().relation())) {
        netted.add(
            new Message(
                message.destination(),
                Kind.REFRESH,
                message.tuple(),
                message.rule(),
                message.traceId()));
      }
    }
    messages.subList(roundStart, messages.size()).clear();
    messages.addAll(netted.reversed());
  }

  List<Message> messages() {
    return messages;
  }

  void clear() {
    messages.clear();
    roundStart = 0;
    withdraws = false;
  }

  /** A row at a node, as one rule derives it. */
  private static final class Head {
    private final Message message;

    Head(Message message) {
      this.message = message;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Head head
          && head.message.rule() == message.rule()
          && head.message.destination().equals(message.destination())
          && head.message.tuple().sameRow(message.tuple());
    }

    @Override
    public int hashCode() {
      return message.tuple().hash(0) * 31 + message.rule();
    }
  }
}
