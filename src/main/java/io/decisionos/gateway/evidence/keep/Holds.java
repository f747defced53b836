package io.decisionos.gateway.evidence.keep;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every hold, by tenant and id. Immutable. */
public record Holds(SortedMap<Held, Hold> all) {
  public static final Holds NONE = new Holds(new TreeMap<>());

  public Holds {
    all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
  }

  /** What is held: all files of a tenant that have an id. */
  public record Held(TenantId tenant, String id) implements Comparable<Held> {
    private static final Comparator<Held> ORDER =
        Comparator.comparing(Held::tenant).thenComparing(Held::id);

    @Override
    public int compareTo(Held other) {
      return ORDER.compare(this, other);
    }
  }

  public boolean holds(TenantId tenant, String id) {
    return all.containsKey(new Held(tenant, id));
  }

  public Optional<Hold> get(Held what) {
    return Optional.ofNullable(all.get(what));
  }

  public Holds with(Held what, Hold hold) {
    Map<Held, Hold> next = new TreeMap<>(all);
    next.put(what, hold);
    return new Holds(new TreeMap<>(next));
  }

  public Holds without(Held what) {
    Map<Held, Hold> next = new TreeMap<>(all);
    next.remove(what);
    return new Holds(new TreeMap<>(next));
  }
}
