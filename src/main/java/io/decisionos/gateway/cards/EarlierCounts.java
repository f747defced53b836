package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.log.Tally;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * What a window held when a token was made: the counts of as many reasons as a token can carry in a
 * request's target, the largest first, and the sum of the rest. Immutable.
 *
 * @param counts by reason
 * @param rest the sum of the counts of all others
 */
record EarlierCounts(SortedMap<String, Long> counts, long rest) {
  /** The name under which the reasons that a token does not carry are compared, all together. */
  static final String REST = "[+others]";

  /** In the characters of a token a third more, which leaves room for the rest of the target. */
  private static final int MOST_BYTES = 4500;

  private static final int MOST_REASONS = 4096;

  /** The counts, or the largest of them if they are too many to be carried. */
  static EarlierCounts of(SortedMap<String, Long> counts) {
    int carried = Math.min(MOST_REASONS, counts.size());
    EarlierCounts earlier = largest(counts, carried);
    while (earlier.bytes().length > MOST_BYTES) {
      carried = carried * 3 / 4;
      earlier = largest(counts, carried);
    }
    return earlier;
  }

  private static EarlierCounts largest(SortedMap<String, Long> counts, int most) {
    if (counts.size() <= most) {
      return new EarlierCounts(counts, 0);
    }
    List<Map.Entry<String, Long>> ranked = Ranking.of(counts);
    var carried = new TreeMap<String, Long>(Tally.BY_NAME);
    ranked.subList(0, most).forEach(entry -> carried.put(entry.getKey(), entry.getValue()));
    long rest = ranked.stream().skip(most).mapToLong(Map.Entry::getValue).sum();
    return new EarlierCounts(carried, rest);
  }

  /** What a token holds; {@link #read} makes these counts of it again. */
  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
      out.writeInt(counts.size());
      for (String reason : counts.keySet()) {
        out.writeUTF(reason);
      }
      for (long count : counts.values()) {
        writeShort(out, count);
      }
      writeShort(out, rest);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is always there", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /** In as few bytes as it takes, seven bits in each, the lowest first. */
  private static void writeShort(DataOutputStream out, long number) throws IOException {
    long left = number;
    while (left > 0x7f) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
  }

  /** The counts that {@link #bytes} was made of. */
  static EarlierCounts read(byte[] bytes) {
    var inflater = new Inflater(true);
    try (var in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes), inflater))) {
      var reasons = new String[in.readInt()];
      for (int i = 0; i < reasons.length; i++) {
        reasons[i] = in.readUTF();
      }
      var counts = new TreeMap<String, Long>(Tally.BY_NAME);
      for (String reason : reasons) {
        counts.put(reason, readShort(in));
      }
      return new EarlierCounts(counts, readShort(in));
    } catch (IOException e) {
      throw new UncheckedIOException("a sealed token is whole", e);
    } finally {
      inflater.end();
    }
  }

  private static long readShort(DataInputStream in) throws IOException {
    long number = 0;
    int shift = 0;
    int next;
    do {
      next = in.readUnsignedByte();
      number |= (long) (next & 0x7f) << shift;
      shift += 7;
    } while (next > 0x7f);
    return number;
  }

  /** What has changed since, as the summary shows it. */
  JsonObject delta(SortedMap<String, Long> now) {
    SortedMap<String, Long> before = new TreeMap<>(counts);
    SortedMap<String, Long> after = new TreeMap<>(now);
    if (rest > 0) {
      after.keySet().retainAll(counts.keySet());
      // A reason of that name is one of the rest.
      after.remove(REST);
      long others = sum(now) - sum(after);
      before.merge(REST, rest, Long::sum);
      after.put(REST, others);
    }
    return compare(before, after);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static JsonObject compare(Map<String, Long> before, Map<String, Long> after) {
    var added = new JsonObject();
    var changed = new JsonObject();
    after.forEach(
        (reason, to) -> {
          Long from = before.get(reason);
          if (from == null) {
            added.put(reason, to);
          } else if (!from.equals(to)) {
            changed.put(
                reason, new JsonObject().put("from", from).put("to", to).put("delta", to - from));
          }
        });
    var removed = new JsonObject();
    before.forEach(
        (reason, from) -> {
          if (!after.containsKey(reason)) {
            removed.put(reason, from);
          }
        });
    return new JsonObject().put("added", added).put("removed", removed).put("changed", changed);
  }
}
