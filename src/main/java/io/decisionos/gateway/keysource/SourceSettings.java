package io.decisionos.gateway.keysource;

import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.keys.Source;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the material of keys may come from, and how often it is read.
 *
 * @param obligatory the sources from which it must come; empty: from any
 * @param refresh how often remote material is read
 * @param grace for how long it counts after it was last read
 * @param ssm where SSM is in place of the usual endpoint
 * @param kms likewise
 */
public record SourceSettings(
    Set<Source> obligatory,
    Duration refresh,
    Duration grace,
    Optional<URI> ssm,
    Optional<URI> kms) {
  private static final long LEAST_MS = 100;
  private static final long DAY_MS = 86_400_000;
  private static final long REFRESH_MS = 300_000;
  private static final long GRACE_MS = 3_600_000;

  public SourceSettings {
    obligatory = Set.copyOf(obligatory);
  }

  /** Reads the section {@code keys} of {@code gateway.yaml}. */
  public static SourceSettings read(Section keys) {
    return new SourceSettings(
        sources(keys),
        Duration.ofMillis(keys.integer("refresh_ms", LEAST_MS, DAY_MS).orElse(REFRESH_MS)),
        Duration.ofMillis(keys.integer("stale_grace_ms", LEAST_MS, 30 * DAY_MS).orElse(GRACE_MS)),
        keys.plainServer("endpoint_ssm"),
        keys.plainServer("endpoint_kms"));
  }

  private static Set<Source> sources(Section keys) {
    Set<Source> sources = EnumSet.noneOf(Source.class);
    for (String word : keys.texts("sources").orElse(List.of())) {
      Source source = Source.words().get(word);
      if (source == null || !sources.add(source)) {
        keys.refuse("sources", '"' + word + '"', "some of: env, file, kms, ssm, each once");
      }
    }
    return sources;
  }

  /** How long after a reading the next is due: before what was read would end to count. */
  Duration interval() {
    Duration half = grace.dividedBy(2);
    return refresh.compareTo(half) < 0 ? refresh : half;
  }

  /** Where a source is in place of its usual endpoint. */
  public Optional<URI> endpoint(Source source) {
    return source == Source.SSM ? ssm : kms;
  }
}
