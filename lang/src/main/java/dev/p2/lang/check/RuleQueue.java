package dev.p2.lang.check;

import java.util.Arrays;
import java.util.List;

/**
 * The rules that a fixpoint still has to look at, by their place in a list: all at first, in
 * program order, and each again when a relation that it mentions has changed. So a chain of n rules
 * takes time in proportion to n whatever its order in the text.
 */
final class RuleQueue {
  static final int NONE = -1;
  private static final int[] NOBODY = {};

  private final int count;

  /** Who mentions a relation, by its number; the list ends where the number of users says. */
  private final int[][] users;

  private final int[] userCounts;

  /** A ring: at most all rules wait, each once. */
  private final int[] todo;

  private int first;
  private int waitingCount;
  private final boolean[] waiting;

  RuleQueue(List<RuleForm> forms, int relations) {
    count = forms.size();
    users = new int[relations][];
    userCounts = new int[relations];
    Arrays.fill(users, NOBODY);
    todo = new int[Math.max(1, count)];
    waiting = new boolean[count];
    for (int i = 0; i < count; i++) {
      RuleForm form = forms.get(i);
      use(form.head().relation(), i);
      for (RuleForm.Term t : form.body()) {
        if (t instanceof RuleForm.PredicateForm p) use(p.relation(), i);
      }
    }
    addAll();
  }

  private void use(RelationDraft relation, int form) {
    int at = relation.number;
    int known = userCounts[at];
    if (known == users[at].length) users[at] = Arrays.copyOf(users[at], Math.max(2, 2 * known));
    users[at][known] = form; // twice does no harm
    userCounts[at]++;
  }

  void addAll() {
    for (int i = 0; i < count; i++) add(i);
  }

  void add(int form) {
    if (waiting[form]) return;
    waiting[form] = true;
    todo[(first + waitingCount++) % todo.length] = form;
  }

  /** A column of the relation is not what it was. */
  void changed(RelationDraft relation) {
    int[] mentioning = users[relation.number];
    for (int i = 0; i < userCounts[relation.number]; i++) add(mentioning[i]);
  }

  boolean isEmpty() {
    return waitingCount == 0;
  }

  /** The next rule, or {@link #NONE}. */
  int next() {
    if (waitingCount == 0) return NONE;
    int form = todo[first];
    first = (first + 1) % todo.length;
    waitingCount--;
    waiting[form] = false;
    return form;
  }
}
