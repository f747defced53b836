package io.decisionos.gateway.cards.count;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers a tenant's reasons from 0 on, as they come. For one thread; the lists are for any. */
final class ReasonNames {
  /** A name that found no room. */
  static final int NO_ROOM = -1;

  private final int max;
  private final Map<String, Integer> ids = new HashMap<>();
  private String[] names = new String[16];

  /**
   * @param max how many different ones there may be
   */
  ReasonNames(int max) {
    this.max = max;
  }

  /** The names of a moment. Immutable. */
  static final class Listed {
    private final String[] names;
    private final int size;

    private Listed(String[] names, int size) {
      this.names = names;
      this.size = size;
    }

    String get(int id) {
      return names[id];
    }

    List<String> all() {
      return List.of(Arrays.copyOf(names, size));
    }
  }

  boolean knows(String name) {
    return ids.containsKey(name);
  }

  /** The number of a name, a new one if it is new, or {@link #NO_ROOM}. */
  int idOf(String name) {
    Integer known = ids.get(name);
    if (known != null) {
      return known;
    }
    if (ids.size() >= max) {
      return NO_ROOM;
    }
    int id = ids.size();
    if (id == names.length) {
      // Lists that were handed out keep the shorter array, whose elements never change.
      names = Arrays.copyOf(names, 2 * id);
    }
    names[id] = name;
    ids.put(name, id);
    return id;
  }

  int size() {
    return ids.size();
  }

  Listed list() {
    return new Listed(names, ids.size());
  }
}
