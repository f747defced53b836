package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.count.Tally;
import io.decisionos.gateway.text.Packer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
      var packer = new Packer();
      counts.values().forEach(packer::number);
      packer.number(rest);
      ByteBuffer packed = packer.finish();
      var numbers = new byte[packed.remaining()];
      packed.get(numbers);
      out.write(numbers);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is always there", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
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
      ByteBuffer packed = ByteBuffer.wrap(in.readAllBytes());
      var counts = new TreeMap<String, Long>(Tally.BY_NAME);
      for (String reason : reasons) {
        counts.put(reason, Packer.number(packed));
      }
      return new EarlierCounts(counts, Packer.number(packed));
    } catch (IOException e) {
      throw new UncheckedIOException("a sealed token is whole", e);
    } finally {
      inflater.end();
    }
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
