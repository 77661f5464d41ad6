package dev.p2.oracle;

import java.util.Optional;

/**
 * What a round asks of its commit.
 *
 * @param support for a view's: what holds the row up, more or less
 * @param rule label of the rule; empty if no rule asks
 */
record Op(Kind kind, Fact fact, Optional<Support> support, String rule, Place place) {
  enum Kind {
    /** By key; all supports end. */
    DELETE,
    /** One support fewer; without any the row goes. */
    WITHDRAW,
    /** One support fewer because body rows expired; the row stays (8.4). */
    LAPSE,
    /** Base support. */
    INSERT,
    /** One support more. */
    SUPPORT,
    /** A support that stands was renewed. */
    REFRESH,
    /** A row of a recursive component has a derivation. */
    DERIVE
  }
}
