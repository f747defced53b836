package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Paths at which nothing is any more, which are never forgotten: some forty bytes for each, however
 * long it is. A path is known by the first eight bytes of its SHA-256, and so are the bytes that
 * were there; that two of a tenant are taken for each other is not to be expected in its lifetime.
 * Any thread.
 */
final class GonePaths {
  private static final int FIRST_SLOTS = 16;
  private static final int STATE_BITS = 2;
  private static final int READABLE = 1 << STATE_BITS;
  private static final int FACT_BITS = STATE_BITS + 1;
  private static final List<Trace.State> STATES = List.of(Trace.State.values());

  // Three numbers for each slot: the path's hash (0: free), its leaf and state, its bytes' hash.
  private long[] slots = new long[3 * FIRST_SLOTS];
  private int size;

  /** Remembers what was at a path. */
  synchronized void put(EvidencePath path, Trace trace) {
    if (2 * (size + 1) > slots.length / 3) {
      grow();
    }
    long hash = hash(path);
    int slot = slot(hash);
    if (slots[slot] == 0) {
      size++;
    }
    slots[slot] = hash;
    slots[slot + 1] =
        trace.leaf() << FACT_BITS
            | (trace.sha256().isPresent() ? READABLE : 0)
            | STATES.indexOf(trace.state());
    slots[slot + 2] = trace.sha256().map(Sha256::a).orElse(0L);
  }

  /** What was at a path; of its bytes only the beginning of the hash is known. */
  synchronized Optional<Trace> get(EvidencePath path) {
    int slot = slot(hash(path));
    if (slots[slot] == 0) {
      return Optional.empty();
    }
    long facts = slots[slot + 1];
    Optional<Sha256> sha256 =
        (facts & READABLE) == 0
            ? Optional.empty()
            : Optional.of(new Sha256(slots[slot + 2], 0, 0, 0));
    Trace.State state = STATES.get((int) (facts & (READABLE - 1)));
    return Optional.of(
        new Trace(facts >>> FACT_BITS, state, sha256, 0, Optional.empty(), Optional.empty()));
  }

  /** Something is there again. */
  synchronized void remove(EvidencePath path) {
    int free = slot(hash(path));
    if (slots[free] == 0) {
      return;
    }
    size--;
    slots[free] = 0;
    // What stands behind because its place was taken moves up.
    for (int next = behind(free); slots[next] != 0; next = behind(next)) {
      long hash = slots[next];
      slots[next] = 0;
      int slot = slot(hash);
      slots[slot] = hash;
      slots[slot + 1] = slots[next + 1];
      slots[slot + 2] = slots[next + 2];
    }
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (int from = 0; from < old.length; from += 3) {
      if (old[from] != 0) {
        System.arraycopy(old, from, slots, slot(old[from]), 3);
      }
    }
  }

  /** Where a hash stands, or would. */
  private int slot(long hash) {
    int slot = 3 * (int) Math.floorMod(hash, (long) (slots.length / 3));
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = behind(slot);
    }
    return slot;
  }

  private int behind(int slot) {
    return slot + 3 == slots.length ? 0 : slot + 3;
  }

  private static long hash(EvidencePath path) {
    byte[] text = path.text().getBytes(StandardCharsets.UTF_8);
    long hash = Sha256.of(text, text.length).a();
    return hash == 0 ? 1 : hash;
  }
}
