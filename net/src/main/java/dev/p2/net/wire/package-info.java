/**
 * The wire format: messages to octets and back, and the headers of packets.
 *
 * <p><b>Door:</b> {@link dev.p2.net.wire.MessageCodec} for a message, {@link
 * dev.p2.net.wire.PacketCodec} for a datagram, {@link dev.p2.net.wire.Relations} from a decoded
 * message to a tuple of a program. In docs: {@code docs/internals/wire.md}.
 *
 * <p><b>May use:</b> {@code dev.p2.engine}, {@code dev.p2.lang}. <b>Never here:</b> sockets, time,
 * state of a connection.
 *
 * <p><b>Always true:</b> any octets decode to a value or to a {@link dev.p2.net.wire.BadPacket},
 * never to an exception; a claimed length is compared with what is left before anything is
 * allocated; what decodes is no larger in memory than a small multiple of its octets.
 */
package dev.p2.net.wire;
