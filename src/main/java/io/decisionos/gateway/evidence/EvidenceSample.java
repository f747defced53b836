package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up documents of about two kilobytes; the same seed makes the same bytes. Stateless. */
public final class EvidenceSample {
  private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
  private static final int SECONDS_OF_A_YEAR = 365 * 24 * 3600;
  private static final int BUCKETS = 12;

  private EvidenceSample() {}

  /** A document that is signed as a producer of evidence would sign it. */
  public static byte[] valid(String tenant, long seed) {
    String core = core(tenant, new Random(seed));
    byte[] signed = core.getBytes(StandardCharsets.UTF_8);
    String integrity = ", \"integrity\": {\"signature_sha256\": \"%s\"}}\n";
    String signature = Sha256.of(signed, signed.length).hex();
    String text = core.substring(0, core.length() - 1) + integrity.formatted(signature);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A document in which an amount was changed after it was signed. */
  public static byte[] tampered(String tenant, long seed) {
    String text = new String(valid(tenant, seed), StandardCharsets.UTF_8);
    return text.replace("\"subtotal\": ", "\"subtotal\": 9").getBytes(StandardCharsets.UTF_8);
  }

  /** A document whose end is lost. */
  public static byte[] broken(String tenant, long seed) {
    byte[] whole = valid(tenant, seed);
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /** The canonical text of the seven core blocks. */
  private static String core(String tenant, Random random) {
    Instant at = FIRST.plusSeconds(random.nextInt(SECONDS_OF_A_YEAR)).plusNanos(678_901_000);
    String members =
        """
        "anomaly": {"ewma": 0.25, "is_spike": false, "ratio": 0.5}, \
        "budget": {"level": "ok", "limit": 10.0, "spent": %s}, \
        "meta": {"generated_at": "%s", "tampered": false, "tenant": "%s", "version": "v0.5.11f"}, \
        "quota": {"decisions": {"tokens": {"action": "allow", "hard": 2000.0, "used": %s}}}, \
        "rating": {"items": [%s], "subtotal": %s}, \
        "usage": {"buckets": {%s}, "deltas_by_metric": {"tokens": %s}}, \
        "witness": {"csv_path": "var/witness.csv", "csv_sha256": "%064x", "rows": %d}\
        """
            .formatted(
                amount(random),
                at,
                tenant,
                amount(random),
                items(random),
                amount(random),
                buckets(random),
                amount(random),
                random.nextLong(),
                1 + random.nextInt(90));
    return "{" + members + "}";
  }

  private static String amount(Random random) {
    return Double.toString((1 + random.nextInt(8000)) / 8.0);
  }

  private static String items(Random random) {
    return IntStream.range(0, BUCKETS / 2)
        .mapToObj(
            i ->
                "{\"amount\": %s, \"included\": 0.0, \"metric\": \"tokens\"}"
                    .formatted(amount(random)))
        .collect(Collectors.joining(", "));
  }

  private static String buckets(Random random) {
    return IntStream.range(0, BUCKETS)
        .mapToObj(
            i ->
                "\"b%02d\": {\"count\": %d, \"metric\": \"tokens\", \"sum\": %s}"
                    .formatted(i, i, amount(random)))
        .collect(Collectors.joining(", "));
  }
}
