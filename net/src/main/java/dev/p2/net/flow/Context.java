package dev.p2.net.flow;

import dev.p2.engine.host.Passage;
import dev.p2.net.wire.Packet;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The frame as one element sees it. */
public final class Context {
  private final Router router;
  private final Element element;
  final String name;
  private Link[] outputs = {};
  private Link[][] inputs = {};

  Context(Router router, Element element, String name) {
    this.router = router;
    this.element = element;
    this.name = name;
  }

  /**
   * Pushes at an output. What is pushed where nothing is wired counts as taken and is gone.
   *
   * @return whether it was taken; if not, {@link Element#room} will be called
   */
  public boolean push(int output, Packet packet) {
    if (!wired(output)) return true;
    Link link = outputs[output];
    boolean taken = link.to.push(link.toPort, packet);
    if (!taken) link.waiting = true;
    return taken;
  }

  /** Pulls at an input; if there is nothing, {@link Element#ready} will be called. */
  public Optional<Packet> pull(int input) {
    if (input >= inputs.length || inputs[input].length == 0) return Optional.empty();
    Link link = inputs[input][0];
    Optional<Packet> packet = link.from.pull(link.fromPort);
    link.waiting = packet.isEmpty();
    return packet;
  }

  /** Says that a pull at this output would find something. */
  public void ready(int output) {
    if (wired(output) && outputs[output].waiting) {
      Link link = outputs[output];
      link.waiting = false;
      link.to.ready(link.toPort);
    }
  }

  /** Says that this input would take a packet. */
  public void room(int input) {
    if (input >= inputs.length) return;
    for (Link link : inputs[input]) {
      if (link.waiting) {
        link.waiting = false;
        link.from.room(link.fromPort);
      }
    }
  }

  /** Whether something is wired to this output. */
  public boolean wired(int output) {
    return output < outputs.length && outputs[output] != null;
  }

  /** Tells whoever listens what has happened to a packet here. */
  public void tell(Passage.Op op, Packet packet, long number) {
    if (router.tap().isPresent()) router.tap().get().passed(name, op, packet, number);
  }

  /** The router's time: that of the input being worked on. */
  public long nowNanos() {
    return router.nowNanos();
  }

  /** Random numbers of the transport's own stream. */
  public RandomGenerator random() {
    return router.random();
  }

  /** Runs {@code task} once, {@code delayNanos} from now. */
  public Alarm after(long delayNanos, Runnable task) {
    return router.at(router.nowNanos() + delayNanos, task);
  }

  /** Runs {@code task} when the work in hand is done, at the same time. */
  public void soon(Runnable task) {
    router.soon(task);
  }

  void attachOutput(int port, Link link) {
    if (wired(port))
      throw new IllegalArgumentException(name + ": output " + port + " is wired already");
    if (port >= outputs.length) outputs = Arrays.copyOf(outputs, port + 1);
    outputs[port] = link;
  }

  void attachInput(int port, Link link) {
    int before = inputs.length;
    if (port >= before) {
      inputs = Arrays.copyOf(inputs, port + 1);
      for (int i = before; i <= port; i++) inputs[i] = new Link[0];
    }
    if (link.pull && inputs[port].length > 0) {
      throw new IllegalArgumentException(name + ": pull input " + port + " is wired already");
    }
    inputs[port] = Arrays.copyOf(inputs[port], inputs[port].length + 1);
    inputs[port][inputs[port].length - 1] = link;
  }

  void detach() {
    for (int port = 0; port < outputs.length; port++) {
      if (outputs[port] != null) outputs[port].to.context.dropInput(outputs[port]);
      outputs[port] = null;
    }
    for (Link[] links : inputs) {
      for (Link link : links) link.from.context.outputs[link.fromPort] = null;
    }
    inputs = new Link[0][];
  }

  private void dropInput(Link gone) {
    inputs[gone.toPort] =
        Arrays.stream(inputs[gone.toPort]).filter(l -> l != gone).toArray(Link[]::new);
  }

  Ports.Kind outputKind(int port) {
    return kind(element.ports().output(port), true);
  }

  Ports.Kind inputKind(int port) {
    return kind(element.ports().input(port), false);
  }

  /** What EITHER has become by the wiring of the other side, if that is wired. */
  private Ports.Kind kind(Ports.Kind declared, boolean output) {
    if (declared != Ports.Kind.EITHER) return declared;
    if (output) {
      if (inputs.length > 0 && inputs[0].length > 0) return kindOf(inputs[0][0]);
    } else if (wired(0)) {
      return kindOf(outputs[0]);
    }
    return declared;
  }

  private static Ports.Kind kindOf(Link link) {
    return link.pull ? Ports.Kind.PULL : Ports.Kind.PUSH;
  }
}
