package dev.p2.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs of overlog.md section 15, and rules in the spelling of 2005. */
class WorkedProgramsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "W1 | 4 | `materialize(seq, inf, 1, keys(1)).      seq(\"a\", 0).\n"
            + "r1 seq(@X, S + 1) :- tick(@X), seq(@X, S).\n"
            + "r2 out(@X, S)     :- tick(@X), seq(@X, S).`",
        "W2 | 7 | `materialize(nb, inf, inf, keys(1,2)).  materialize(seq, inf, inf, keys(1)).\n"
            + "nb(\"a\",\"b\").  seq(\"a\", 0).\n"
            + "r1 seq(@X, N)       :- refresh(@X), seq(@X, S), N := S + 1.\n"
            + "r2 go(@X)           :- refresh(@X).\n"
            + "r3 update(@Y, X, S) :- go(@X), nb(@X, Y), seq(@X, S).`",
        "W3 | 11 | `materialize(seq, inf, inf, keys(1)). seq(LOCALADDRESS, 0).\n"
            + "materialize(nb, inf, inf, keys(1,2)).  materialize(st, inf, inf, keys(1,2)).\n"
            + "nb(\"a\",\"a\"). nb(\"a\",\"b\"). st(\"a\",1). st(\"a\",2). st(\"a\",3).\n"
            + "r1 seq(@X, N) :- ping(@X), seq(@X, O), N := O + 1.\n"
            + "r2 ping(@Y)   :- cast(@X), nb(@X, Y), st(@X, _).`",
        "W4 | 4 | `materialize(t, inf, inf, keys(2)).\n"
            + "t1 t(@X, I)           :- s(@X, I), I < 3.\n"
            + "t2 c(@X, I, count<*>) :- s(@X, I), t(@X, I).\n"
            + "t3 s(@X, J)           :- t(@X, I), J := I + 1.`",
        "W5 | 6 | `materialize(p, inf, inf, keys(1,2)).    p(\"a\", 1).\n"
            + "d1 delete p(@X, K) :- e(@X, K).\n"
            + "i1 p(@X, K)        :- e(@X, K).\n"
            + "w1 came(@X, K)     :- p#insert(@X, K).\n"
            + "w2 went(@X, K)     :- p#delete(@X, K).`",
        "W7 | 3 | `materialize(w, inf, inf, keys(1)).\n"
            + "r1 w(@X, \"first\")  :- e(@X).\n"
            + "r2 w(@X, \"second\") :- e(@X).`",
        "W8 | 3 | `materialize(p, inf, inf, keys(1,2)). p(\"a\",1,\"x\"). d delete p(@X, K,"
            + " \"other\") :- e(@X, K).`",
        "W9 | 4 | `materialize(s, 10, inf, keys(1,2)).\nr1 s(@X, K)    :- put(@X, K).\n"
            + "r2 lost(@X, K) :- s#delete(@X, K).\nr3 again(@X, K) :- s#refresh(@X, K).`",
        "W11 | 5 | `materialize(n, inf, inf, keys(1,2)).\n"
            + "a1 c(@X, E, count<*>) :- e(@X, E), n(@X, _).\n"
            + "a2 m(@X, E, min<V>)   :- e(@X, E), n(@X, V).\n"
            + "a3 g(@X, V, count<*>) :- e(@X, E), n(@X, V).\n"
            + "a4 h(@X, E, count<*>) :- e(@X, E), n(@X, V), E > 5.`",
        "W12 | 9 | `materialize(n, inf, inf, keys(1,2,3)).   materialize(cnt, inf, inf, keys(1)).\n"
            + "materialize(per, inf, inf, keys(1,2)).   materialize(lo, inf, inf, keys(1)).\n"
            + "r1 n(@X, K, V)        :- add(@X, K, V).\nr2 delete n(@X, K, V) :- rem(@X, K, V).\n"
            + "v1 cnt(@X, count<*>)    :- n(@X, _, _).\nv2 per(@X, K, count<*>) :- n(@X, K, _).\n"
            + "v3 lo(@X, min<V>)       :- n(@X, _, V).`",
        "W15 | 4 | `materialize(link, inf, inf, keys(1,2,3)).  materialize(reach, inf, inf,"
            + " keys(1,2,3)).\n"
            + "v1 reach(@X, A, B) :- link(@X, A, B).\n"
            + "v2 reach(@X, A, C) :- link(@X, A, B), reach(@X, B, C).`",
        "W18 | 6 | `materialize(live, inf, inf, keys(1,2)).\n"
            + "v  live(@X, P) :- node(@X, P), not dead(@X, P).\n"
            + "w  up(@X, P)   :- live#insert(@X, P).\n"
            + "r1 node(@X, P) :- both(@X, P).      r2 dead(@X, P) :- both(@X, P).\n"
            + "r5 delete dead(@X, P) :- heal(@X, P).`",
        "W19 | 3 | `materialize(succ, inf, inf, keys(1)).  materialize(val, inf, inf, keys(1)).\n"
            + "r out(@X, V) :- ask(@X), succ(@X, S), val(@S, V).`",
        "W21 | 2 | `p(@N, E) :- periodic(@N, E, 2, 3). q(@N) :- periodic(@N, E, 0, 1).`",
        "W23 | 4 | `materialize(d, inf, inf, keys(1,2)). d(\"a\",0). d(\"a\",2). "
            + "r q(@X, V) :- e(@X, N), d(@X, D), V := N / D.`",
        "W24 | 3 | `materialize(c, inf, 1, keys(1)). r1 c(@X, 0) :- go(@X). r2 c(@X, N + 1) :-"
            + " c#insert(@X, N).`",
        "W26 | 6 | `materialize(nb, inf, inf, keys(1,2)). nb(\"a\",\"x\",7). nb(\"a\",\"y\",3)."
            + " nb(\"a\",\"z\",3).\n"
            + "r best(@X, min<D, Y>) :- e(@X), nb(@X, Y, D). r hi(min<@Y>, X) :- e(@X), nb(@X, Y,"
            + " _).`",
        "W27 | 8 | `materialize(link, inf, inf, keys(1,2)).  materialize(path, inf, inf,"
            + " keys(4)).\n"
            + "materialize(cost, inf, inf, keys(2)).    materialize(best, inf, inf, keys(2)).\n"
            + "r1 path(@X, Y, C, P) :- link(@X, Y, C), P := [X, Y].\n"
            + "r2 path(@X, Y, C, P) :- link(@X, Z, C1), best(@Z, Y, C2, P2), C := C1 + C2,"
            + " f_member(P2, X) == 0, P := f_concat([X], P2).\n"
            + "r3 cost(@X, Y, min<C>) :- path(@X, Y, C, P).\n"
            + "r4 best(@X, Y, C, P)   :- cost(@X, Y, C), path(@X, Y, C, P).`",
        "Chord of 2005 | 9 | `/* The base tuples */\n"
            + "materialize(node, infinity, 1, keys(1)).\n"
            + "materialize(finger, 180, 160, keys(2)).\n"
            + "L1 lookupResults@R(R,K,S,SI,E) :- node@NI(NI,N), lookup@NI(NI,K,R,E),"
            + " bestSucc@NI(NI,S,SI), K in (N,S].\n"
            + "L2 bestLookupDist@NI(NI,K,R,E,min<D>) :- node@NI(NI,N), lookup@NI(NI,K,R,E),"
            + " finger@NI(NI,I,B,BI), D := K - B - 1, B in (N,K).\n"
            + "L3 lookup@BI(min<BI>,K,R,E) :- node@NI(NI,N), bestLookupDist@NI(NI,K,R,E,D),"
            + " finger@NI(NI,I,B,BI), D == K - B - 1, B in (N,K).\n"
            + "F1 fFix@NI(NI,E,I) :- periodic@NI(NI,E,10), nextFingerFix@NI(NI,I).\n"
            + "F2 lookup@NI(NI,K,NI,E) :- fFix@NI(NI,E,I), node@NI(NI,N), K := 0x1I << I + N.\n"
            + "SB7 delete succ@NI(NI,S,SI) :- evict@NI(NI), succ@NI(NI,S,SI), maxSuccDist@NI(NI,D),"
            + " D == S - N - 1.\n"
            + "SU1 succCount@NI(NI,COUNT<*>) :- succ@NI(NI,S,SI).`",
        "Narada of 2005 | 5 | `#define tPing 5\n"
            + "materialize(member, 120, infinity, keys(2)).\n"
            + "R1 refreshEvent(X) :- periodic(X, E, tPing).\n"
            + "R5 membersFound@X(X, A, AS, AL, count<*>) :- refresh@X(X, Y, YS, A, AS, AL),"
            + " member@X(X, A, MS, MT, ML), X != A.\n"
            + "R6 member@X(X, A, AS, T, AL) :- membersFound@X(X, A, AS, AL, C), C == 0, T :="
            + " f_now().\n"
            + "N2 neighbor@Y(Y, X) :- addNeighbor@X(X, Y), not member@X(X, Y, _, _, _).`",
      })
  void parses(String name, int statements, String program) {
    Parsed parsed = Programs.parse(program, Map.of("inf", "infinity"));
    assertThat(parsed.diagnostics()).as(Programs.shown(parsed)).isEmpty();
    assertThat(parsed.tree().statements()).as(name).hasSize(statements);
  }
}
