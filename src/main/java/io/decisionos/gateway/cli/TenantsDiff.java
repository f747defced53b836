package io.decisionos.gateway.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What turns one set of tenants into another. Pure. */
final class TenantsDiff {
  private static final String RATE = "limits.max_qps";
  private static final String KEPT =
      "keeps its last good version; refused after tenants.invalid_grace_ms (60 s unless set)";
  private static final String REFUSED = "new, and refused from the start";

  private TenantsDiff() {}

  /**
   * A tenant as it is before or after.
   *
   * @param fields what its file says
   */
  record Snapshot(boolean suspended, JsonObject fields) {}

  /**
   * One tenant that is not what it was.
   *
   * @param what {@code added}, {@code removed}, {@code suspended}, {@code resumed}, {@code changed}
   *     or {@code invalid}
   * @param details a line for each key that is not what it was
   * @param lowersRate whether it may ask less than before
   */
  record Change(String tenant, String what, List<String> details, boolean lowersRate) {}

  /**
   * The changes, by tenant's id.
   *
   * @param invalid the tenants whose next files have faults
   */
  static List<Change> between(
      Map<String, Snapshot> before, Map<String, Snapshot> after, Set<String> invalid) {
    var ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    ids.addAll(invalid);
    var changes = new ArrayList<Change>();
    for (String id : ids) {
      if (!after.containsKey(id) && invalid.contains(id)) {
        String what = before.containsKey(id) ? KEPT : REFUSED;
        changes.add(new Change(id, "invalid", List.of(what), false));
      } else if (!after.containsKey(id)) {
        changes.add(new Change(id, "removed", List.of(), false));
      } else if (!before.containsKey(id)) {
        String state = after.get(id).suspended() ? "suspended" : "active";
        changes.add(new Change(id, "added", List.of("status: " + state), false));
      } else if (!isSame(before.get(id), after.get(id))) {
        changes.add(change(id, before.get(id), after.get(id)));
      }
    }
    return changes;
  }

  private static boolean isSame(Snapshot before, Snapshot after) {
    return before.suspended() == after.suspended()
        && flat(before.fields()).equals(flat(after.fields()));
  }

  private static Change change(String id, Snapshot before, Snapshot after) {
    SortedMap<String, Object> was = flat(before.fields());
    SortedMap<String, Object> is = flat(after.fields());
    var keys = new TreeSet<>(was.keySet());
    keys.addAll(is.keySet());
    List<String> details =
        keys.stream()
            .filter(key -> !Objects.equals(was.get(key), is.get(key)))
            .map(key -> key + ": " + shown(was, key) + " -> " + shown(is, key))
            .toList();
    String what = "changed";
    if (before.suspended() != after.suspended()) {
      what = after.suspended() ? "suspended" : "resumed";
    }
    return new Change(id, what, details, rate(is) < rate(was));
  }

  private static String shown(Map<String, Object> values, String key) {
    return values.containsKey(key) ? String.valueOf(values.get(key)) : "(nothing)";
  }

  private static double rate(Map<String, Object> values) {
    return values.get(RATE) instanceof Decimal rate
        ? rate.value().doubleValue()
        : Double.POSITIVE_INFINITY;
  }

  /** Every leaf by its dotted key. */
  private static SortedMap<String, Object> flat(JsonObject fields) {
    var leaves = new TreeMap<String, Object>();
    collect("", fields, leaves);
    return leaves;
  }

  private static void collect(String path, Object value, Map<String, Object> leaves) {
    if (value instanceof JsonObject object) {
      if (object.isEmpty()) {
        leaves.put(path, "{}");
      }
      for (String key : object.fieldNames()) {
        collect(path.isEmpty() ? key : path + "." + key, object.getValue(key), leaves);
      }
    } else if (value instanceof JsonArray array) {
      boolean deep = array.stream().anyMatch(JsonObject.class::isInstance);
      if (!deep) {
        leaves.put(path, array.stream().map(TenantsDiff::leaf).toList());
      }
      for (int i = 0; deep && i < array.size(); i++) {
        collect(path + "[" + i + "]", array.getValue(i), leaves);
      }
    } else {
      leaves.put(path, leaf(value));
    }
  }

  /** Numbers by their value: a file's 5000 and an answer's are of different types. */
  private static Object leaf(Object value) {
    return value instanceof Number number ? Decimal.of(number) : value;
  }

  /** A number, whatever type it was read as and however it was written. */
  private record Decimal(BigDecimal value) {
    static Decimal of(Number number) {
      return new Decimal(new BigDecimal(number.toString()).stripTrailingZeros());
    }

    @Override
    public String toString() {
      return value.toPlainString();
    }
  }
}
