package io.decisionos.gateway.traffic;

/**
 * Counts answers by their kind and by how long they took. Confined to one thread; whoever hands a
 * tally over does not touch it again.
 */
public final class Tally {
  // Four buckets for each doubling, from 32 microseconds to half a minute.
  private static final int FIRST_OCTAVE = 5;
  private static final int OCTAVES = 20;
  private static final int PARTS = 4;
  private static final int BUCKETS = OCTAVES * PARTS;
  private static final int NANOS_PER_MICRO = 1000;
  private static final double MICROS_PER_MILLI = 1000;

  private static final int CLIENT_ERROR = 400;
  private static final int LIMITED = 429;
  private static final int SERVER_ERROR = 500;

  private final int[] latencies = new int[BUCKETS];
  private int requests;
  private int limited;
  private int clientErrors;
  private int serverErrors;

  /** Counts an answer. */
  public void add(int status, long nanos) {
    requests++;
    latencies[bucket(nanos / NANOS_PER_MICRO)]++;
    if (status >= SERVER_ERROR) {
      serverErrors++;
    } else if (status == LIMITED) {
      limited++;
    } else if (status >= CLIENT_ERROR) {
      clientErrors++;
    }
  }

  /** Counts all that another one has counted. */
  public void add(Tally other) {
    requests += other.requests;
    limited += other.limited;
    clientErrors += other.clientErrors;
    serverErrors += other.serverErrors;
    for (int i = 0; i < BUCKETS; i++) {
      latencies[i] += other.latencies[i];
    }
  }

  private static int bucket(long micros) {
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros | 1);
    if (octave < FIRST_OCTAVE) {
      return 0;
    }
    int part = (int) (micros >> (octave - 2)) & (PARTS - 1);
    return Math.min(BUCKETS - 1, (octave - FIRST_OCTAVE) * PARTS + part);
  }

  /** The most microseconds that a bucket stands for. */
  private static long upperMicros(int bucket) {
    int octave = FIRST_OCTAVE + bucket / PARTS;
    return (1L << octave) + ((bucket % PARTS + 1L) << (octave - 2));
  }

  /**
   * So many milliseconds at most took this share of the answers; up to a quarter too much.
   *
   * @param share from 0 to 1
   */
  public double millisAt(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * requests));
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += latencies[i];
      if (seen >= rank) {
        return upperMicros(i) / MICROS_PER_MILLI;
      }
    }
    return 0;
  }

  public int requests() {
    return requests;
  }

  /** How many were refused as too many: 429. */
  public int limited() {
    return limited;
  }

  /** How many were refused for the caller's fault, 429 left out. */
  public int clientErrors() {
    return clientErrors;
  }

  public int serverErrors() {
    return serverErrors;
  }
}
