package io.decisionos.gateway.evidence;

import java.util.Arrays;

/**
 * Where the members of objects are, in canonical order: by code point of the key, of two equal keys
 * the last. Holds only the objects that text order would get wrong and the shallow ones that are
 * asked for members, so that a large document costs little. Confined to one thread.
 */
final class MemberTable {
  static final int ABSENT = -1;

  /** Objects down to this level are always held. */
  private static final int ASKED_LEVELS = 2;

  private final byte[] text;
  private final LongList open = new LongList();
  private final LongList kept = new LongList();
  private final LongList ranges = new LongList();
  private final LongList objects = new LongList();
  private long[] byStart = {};

  MemberTable(byte[] text) {
    this.text = text;
  }

  /** How many members of open objects there are; a new object's own begin here. */
  int mark() {
    return open.size();
  }

  /** Records a member of the innermost object; tells whether it is in order. */
  boolean add(int mark, int key, int value) {
    open.add(pair(key, value));
    int previous = open.size() - 2;
    return previous < mark || JsonString.compare(text, high(open.get(previous)), key) < 0;
  }

  /** Ends the innermost object, which stands at {@code start} and whose members began at a mark. */
  void close(Level level, int end) {
    if (!level.ordered || level.number <= ASKED_LEVELS) {
      hold(level, end);
    }
    open.cutTo(level.mark);
  }

  private void hold(Level level, int end) {
    long[] members = open.tail(level.mark);
    if (!level.ordered) {
      MemberSort.byKey(text, members);
    }
    objects.add(pair(level.start, objects.size()));
    ranges.add(pair(kept.size(), end));
    for (int i = 0; i < members.length; i++) {
      if (level.ordered || isLastOfItsKey(members, i)) {
        kept.add(members[i]);
      }
    }
  }

  private boolean isLastOfItsKey(long[] members, int i) {
    return i + 1 == members.length
        || JsonString.compare(text, high(members[i]), high(members[i + 1])) != 0;
  }

  /** No object is added any more; from now on they can be found. */
  void seal() {
    byStart = objects.tail(0);
    Arrays.sort(byStart);
  }

  /** The number of the object that begins at an offset, or {@link #ABSENT} where it is not held. */
  int find(int start) {
    int place = Arrays.binarySearch(byStart, pair(start, 0));
    int candidate = place < 0 ? -place - 1 : place;
    boolean held = candidate < byStart.length && high(byStart[candidate]) == start;
    return held ? low(byStart[candidate]) : ABSENT;
  }

  /** Where the text behind an object begins. */
  int end(int object) {
    return low(ranges.get(object));
  }

  int firstMember(int object) {
    return high(ranges.get(object));
  }

  /** One behind the object's last member. */
  int lastMember(int object) {
    return object + 1 < ranges.size() ? firstMember(object + 1) : kept.size();
  }

  int key(int member) {
    return high(kept.get(member));
  }

  int value(int member) {
    return low(kept.get(member));
  }

  private static long pair(int high, int low) {
    return (long) high << Integer.SIZE | low;
  }

  private static int high(long pair) {
    return (int) (pair >> Integer.SIZE);
  }

  private static int low(long pair) {
    return (int) pair;
  }

  /** An object or array that is being read. */
  static final class Level {
    private final int number;
    private final int start;
    private final int mark;
    private final boolean object;
    private boolean ordered = true;

    /**
     * @param number how deep it is; the document is 1
     */
    Level(int number, int start, int mark, boolean object) {
      this.number = number;
      this.start = start;
      this.mark = mark;
      this.object = object;
    }

    boolean isObject() {
      return object;
    }

    int mark() {
      return mark;
    }

    void disordered() {
      ordered = false;
    }
  }
}
