package io.decisionos.gateway.storage.history;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Several gateways that share a storage, and what may befall one of them. Each call goes to any of
 * them, whether or not it can be reached.
 */
public final class TroubledFleet implements Troubled, AutoCloseable {
  private final List<TroubledGateway> gateways = new ArrayList<>();
  private final Random random;
  private final Map<String, Long> refusals = new ConcurrentHashMap<>();

  /**
   * Starts them.
   *
   * @param home for the files of all of them
   * @param shared what they are all told
   */
  public TroubledFleet(Path home, int count, Map<String, String> shared, long seed) {
    random = new Random(seed);
    for (int i = 0; i < count; i++) {
      var variables = new HashMap<>(shared);
      variables.put("DECISIONOS_FLEET_NAME", "gateway" + i);
      variables.put("DECISIONOS_DATA_SECRET_FILE", home.resolve("secret").toString());
      gateways.add(new TroubledGateway(home.resolve("gateway" + i), variables, seed + i));
    }
  }

  @Override
  public int port() {
    return gateways.get(ThreadLocalRandom.current().nextInt(gateways.size())).port();
  }

  @Override
  public long now() {
    return System.currentTimeMillis();
  }

  @Override
  public void refused(String why) {
    refusals.merge(why, System.nanoTime(), Math::max);
  }

  /** When a call was not served last, on the monotonic clock, for each reason. */
  public Map<String, Long> refusals() {
    return refusals;
  }

  @Override
  public void nextSchedule() {
    // All of its keys and nonces are new.
  }

  /** One of them by chance. */
  public TroubledGateway one() {
    return gateways.get(random.nextInt(gateways.size()));
  }

  /** Whether a process is one of them. */
  public boolean has(long pid) {
    return gateways.stream().anyMatch(gateway -> gateway.pid() == pid);
  }

  @Override
  public String toString() {
    return gateways.toString();
  }

  @Override
  public void close() {
    gateways.forEach(TroubledGateway::close);
  }
}
