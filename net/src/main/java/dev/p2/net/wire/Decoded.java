package dev.p2.net.wire;

import dev.p2.engine.host.Message;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What octets turned out to be. */
public sealed interface Decoded {
  /**
   * A message, not yet looked at with a program's eyes.
   *
   * @param destination the address it was sent to, as the sender wrote it
   * @param values boxed language values, nulls among them
   * @param traceId the tuple's number at a sender that traces it; else 0
   */
  record Body(
      Message.Kind kind, String relation, List<Object> values, String destination, long traceId)
      implements Decoded {
    static Body of(
        Message.Kind kind, String relation, Object[] values, String destination, long traceId) {
      return new Body(
          kind,
          relation,
          Collections.unmodifiableList(Arrays.asList(values)),
          destination,
          traceId);
    }
  }

  /** Not a message. */
  record Bad(BadPacket reason) implements Decoded {}
}
