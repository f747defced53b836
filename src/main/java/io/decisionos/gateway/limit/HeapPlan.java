package io.decisionos.gateway.limit;

/**
 * What the heap is for: every bound on memory is a part of this plan, so that all bounds together
 * fit into the heap that the process was given. Their sum stays under it even if everything is full
 * at once.
 *
 * @param heap what the heap may grow to, in bytes
 */
public record HeapPlan(long heap) {
  /** What the gateway takes itself, empty and warm. */
  private static final long OWN = 28L << 20;

  /** One of the largest bodies fits into any heap. */
  private static final long ONE_BODY = 9L << 20;

  private static final int PERCENT = 100;
  private static final int BODIES = 20;
  private static final int RECORDS = 35;
  private static final int MOST_RECORDS = 60;
  private static final int EVENTS = 10;

  /** The plan of this process. */
  public static HeapPlan ofProcess() {
    return new HeapPlan(Runtime.getRuntime().maxMemory());
  }

  /** For bodies that are coming in, and as much again for those that callers are slow to take. */
  public long bodies() {
    return Math.max(part(BODIES), ONE_BODY);
  }

  /** For the index of entries, kept answers and nonces. */
  public long records() {
    return part(RECORDS);
  }

  /** What a start takes up of them: an earlier run may have had a larger heap. */
  public long mostRecords() {
    return part(MOST_RECORDS);
  }

  /** For counts of events that are in no file yet. */
  public long events() {
    return part(EVENTS);
  }

  private long part(int percent) {
    return Math.max(heap - OWN, heap / 2) / PERCENT * percent;
  }
}
