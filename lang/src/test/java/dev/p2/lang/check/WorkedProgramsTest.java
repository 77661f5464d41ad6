package dev.p2.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.syntax.Diagnostic;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked programs of overlog.md section 15 are all in order. */
class WorkedProgramsTest {
  static List<String> programs() {
    return List.of(
        """
        /* W1 */ materialize(seq, infinity, 1, keys(1)).      seq("a", 0).
        r1 seq(@X, S + 1) :- tick(@X), seq(@X, S).
        r2 out(@X, S)     :- tick(@X), seq(@X, S).
        """,
        """
        /* W2 */ materialize(nb, infinity, infinity, keys(1,2)).  materialize(seq, infinity, infinity, keys(1)).
        nb("a","b").  seq("a", 0).
        r1 seq(@X, N)       :- refresh(@X), seq(@X, S), N := S + 1.
        r2 go(@X)           :- refresh(@X).
        r3 update(@Y, X, S) :- go(@X), nb(@X, Y), seq(@X, S).
        """,
        """
        /* W3 */ materialize(seq, infinity, infinity, keys(1)). seq(LOCALADDRESS, 0).
        materialize(nb, infinity, infinity, keys(1,2)).  materialize(st, infinity, infinity, keys(1,2)).
        nb("a","a"). nb("a","b"). st("a",1). st("a",2). st("a",3).
        r1 seq(@X, N) :- ping(@X), seq(@X, O), N := O + 1.
        r2 ping(@Y)   :- cast(@X), nb(@X, Y), st(@X, _).
        """,
        """
        /* W4 */ materialize(t, infinity, infinity, keys(2)).
        t1 t(@X, I)           :- s(@X, I), I < 3.
        t2 c(@X, I, count<*>) :- s(@X, I), t(@X, I).
        t3 s(@X, J)           :- t(@X, I), J := I + 1.
        """,
        """
        /* W5 */ materialize(p, infinity, infinity, keys(1,2)).    p("a", 1).
        d1 delete p(@X, K) :- e(@X, K).
        i1 p(@X, K)        :- e(@X, K).
        w1 came(@X, K)     :- p#insert(@X, K).
        w2 went(@X, K)     :- p#delete(@X, K).
        """,
        """
        /* W6 */ materialize(v, infinity, infinity, keys(1,2)).
        r1 v(@X, K, V)    :- put(@X, K, V).
        r2 gone(@X, K, V) :- v#delete(@X, K, V).
        r3 came(@X, K, V) :- v#insert(@X, K, V).
        """,
        """
        /* W7 */ materialize(w, infinity, infinity, keys(1)).
        r1 w(@X, "first")  :- e(@X).
        r2 w(@X, "second") :- e(@X).
        """,
        """
        /* W8 */ materialize(p, infinity, infinity, keys(1,2)). p("a",1,"x").
        d delete p(@X, K, "other") :- e(@X, K).
        """,
        """
        /* W9 */ materialize(s, 10, infinity, keys(1,2)).
        r1 s(@X, K)    :- put(@X, K).
        r2 lost(@X, K) :- s#delete(@X, K).
        r3 again(@X, K) :- s#refresh(@X, K).
        """,
        """
        /* W10 */ materialize(q, infinity, 2, keys(1,2)). r1 q(@X, K) :- put(@X, K).
        """,
        """
        /* W11 */ materialize(n, infinity, infinity, keys(1,2)).
        a1 c(@X, E, count<*>) :- e(@X, E), n(@X, _).
        a2 m(@X, E, min<V>)   :- e(@X, E), n(@X, V).
        a3 g(@X, V, count<*>) :- e(@X, E), n(@X, V).
        a4 h(@X, E, count<*>) :- e(@X, E), n(@X, V), E > 5.
        """,
        """
        /* W12 */
        materialize(n, infinity, infinity, keys(1,2,3)).   materialize(cnt, infinity, infinity, keys(1)).
        materialize(per, infinity, infinity, keys(1,2)).   materialize(lo, infinity, infinity, keys(1)).
        r1 n(@X, K, V)        :- add(@X, K, V).
        r2 delete n(@X, K, V) :- rem(@X, K, V).
        v1 cnt(@X, count<*>)    :- n(@X, _, _).
        v2 per(@X, K, count<*>) :- n(@X, K, _).
        v3 lo(@X, min<V>)       :- n(@X, _, V).
        """,
        """
        /* W13 */ materialize(n, infinity, infinity, keys(1,2,3)).
        v c(@X, count<*>) :- n(@X, _, _).
        """,
        """
        /* W14 */ materialize(e3, infinity, infinity, keys(1,2,3)). materialize(r, infinity, infinity, keys(1,2)).
        v r(@X, B) :- e3(@X, _, B).
        """,
        """
        /* W15 */ materialize(link, infinity, infinity, keys(1,2,3)).
        materialize(reach, infinity, infinity, keys(1,2,3)).
        v1 reach(@X, A, B) :- link(@X, A, B).
        v2 reach(@X, A, C) :- link(@X, A, B), reach(@X, B, C).
        """,
        """
        /* W16 */ materialize(hb, 5, infinity, keys(1,2)).  materialize(peer, 60, infinity, keys(1,2)).
        v  peer(@X, P)      :- hb(@X, P).
        r1 hb(@X, P)        :- beat(@X, P).
        r2 delete hb(@X, P) :- bye(@X, P).
        """,
        """
        /* W18 */ materialize(node, infinity, infinity, keys(1,2)). materialize(dead, infinity, infinity, keys(1,2)).
        materialize(live, infinity, infinity, keys(1,2)).
        v  live(@X, P) :- node(@X, P), not dead(@X, P).
        w  up(@X, P)   :- live#insert(@X, P).
        r1 node(@X, P) :- both(@X, P).      r2 dead(@X, P) :- both(@X, P).
        r3 node(@X, P) :- join(@X, P).      r4 dead(@X, P) :- die(@X, P).
        r5 delete dead(@X, P) :- heal(@X, P).
        """,
        """
        /* W19 */ materialize(succ, infinity, infinity, keys(1)).  materialize(val, infinity, infinity, keys(1)).
        r out(@X, V) :- ask(@X), succ(@X, S), val(@S, V).
        """,
        """
        /* W20 */ materialize(f, infinity, infinity, keys(1,2)). f("a",1). f(LOCALADDRESS,2).
        """,
        """
        /* W21 */ p(@N, E) :- periodic(@N, E, 2, 3). q(@N) :- periodic(@N, E, 0, 1).
        """,
        """
        /* W23 */ materialize(d, infinity, infinity, keys(1,2)). d("a",0). d("a",2).
        r q(@X, V) :- e(@X, N), d(@X, D), V := N / D.
        """,
        """
        /* W24 */ materialize(c, infinity, 1, keys(1)).
        r1 c(@X, 0) :- go(@X). r2 c(@X, N + 1) :- c#insert(@X, N).
        """,
        """
        /* W25 */ materialize(nb, infinity, infinity, keys(1,2)). nb("a","x",7). nb("a","y",3). nb("a","z",3).
        r best(@X, min<D, Y>) :- e(@X), nb(@X, Y, D).
        """,
        """
        /* W26 */ materialize(nb, infinity, infinity, keys(1,2)). nb("a","x",7). nb("a","y",3). nb("a","z",3).
        r hi(min<@Y>, X) :- e(@X), nb(@X, Y, _).
        """,
        """
        /* W27 */ link("a","b",1). link("b","c",1). link("a","c",5).
        materialize(link, infinity, infinity, keys(1,2)).  materialize(path, infinity, infinity, keys(4)).
        materialize(cost, infinity, infinity, keys(2)).    materialize(best, infinity, infinity, keys(2)).
        r1 path(@X, Y, C, P) :- link(@X, Y, C), P := [X, Y].
        r2 path(@X, Y, C, P) :- link(@X, Z, C1), best(@Z, Y, C2, P2), C := C1 + C2, f_member(P2, X) == 0,
           P := f_concat([X], P2).
        r3 cost(@X, Y, min<C>) :- path(@X, Y, C, P).
        r4 best(@X, Y, C, P)   :- cost(@X, Y, C), path(@X, Y, C, P).
        """);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void checksWithoutError(String text) {
    Checked checked = CheckedText.check(text);
    assertThat(checked.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
    assertThat(checked.program()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void isFreeOfRealWarnings(String text) {
    // Programs whose input comes from outside, as here, get notes, and warnings about tables that
    // nothing fills. The others are what W21, W24 and W27 are about: events that are results, a
    // step that never ends, and a view over datagrams in which two paths can cost the same.
    assertThat(CheckedText.check(text).diagnostics())
        .filteredOn(d -> d.severity() == Diagnostic.Severity.WARNING)
        .extracting(Diagnostic::code)
        .isSubsetOf("P2-104", "P2-101", "P2-115", "P2-118", "P2-126");
  }
}
