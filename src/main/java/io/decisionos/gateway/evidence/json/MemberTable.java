package io.decisionos.gateway.evidence.json;

/**
 * Where the members of objects are, in canonical order: by code point of the key, of two equal keys
 * the last. Holds only the objects that text order would get wrong and those that are asked for
 * members, four bytes for a member and twelve for an object, so that no document of whatever shape
 * costs more than a small multiple of its size. Confined to one thread.
 */
final class MemberTable {
  /** What {@link #find} returns for an object that is not held. */
  static final int ABSENT = PlaceMap.ABSENT;

  private final byte[] text;

  /** The keys of the objects that are being read, the innermost one's last. */
  private final IntList open = new IntList();

  /** The keys of each object that is held, and behind them the complement of the object's end. */
  private final IntList kept = new IntList();

  private final PlaceMap objects = new PlaceMap();

  MemberTable(byte[] text) {
    this.text = text;
  }

  /** How many members of open objects there are; a new object's own begin here. */
  int mark() {
    return open.size();
  }

  /** Records a member of the innermost object by its key; tells whether it is in order. */
  boolean add(int mark, int key) {
    boolean ordered = open.size() == mark || JsonString.compare(text, open.last(), key) < 0;
    open.add(key);
    return ordered;
  }

  /** The key of the member that was recorded last. */
  int lastKey() {
    return open.last();
  }

  /** Ends the innermost object. */
  void close(Level level, int end) {
    if (!level.ordered || level.asked) {
      hold(level, end);
    }
    open.cutTo(level.mark);
  }

  private void hold(Level level, int end) {
    int[] keys = open.tail(level.mark);
    if (!level.ordered) {
      MemberSort.byKey(text, keys);
    }
    objects.put(level.start, kept.size());
    for (int i = 0; i < keys.length; i++) {
      if (level.ordered || isLastOfItsKind(keys, i)) {
        kept.add(keys[i]);
      }
    }
    kept.add(~end);
  }

  private boolean isLastOfItsKind(int[] keys, int i) {
    return i + 1 == keys.length || JsonString.compare(text, keys[i], keys[i + 1]) != 0;
  }

  /** No object is added any more; from now on they can be found. */
  void seal() {
    objects.seal();
  }

  /** The place of an object's first member, or {@link #ABSENT} if the object is not held. */
  int find(int start) {
    return objects.find(start);
  }

  /** Tells whether a place is a member's; the one behind an object's last member is not. */
  boolean isMember(int place) {
    return kept.get(place) >= 0;
  }

  int key(int place) {
    return kept.get(place);
  }

  /** Where the text behind an object begins, by the place behind its last member. */
  int end(int place) {
    return ~kept.get(place);
  }

  /** An object or array that is being read. */
  static final class Level {
    private final int start;
    private final int mark;
    private final boolean object;
    private final boolean asked;
    private boolean ordered = true;

    /**
     * @param asked that its members are asked for
     */
    Level(int start, int mark, boolean object, boolean asked) {
      this.start = start;
      this.mark = mark;
      this.object = object;
      this.asked = asked;
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
