package io.decisionos.gateway.keysource;

import io.decisionos.gateway.access.AccessChannels;
import io.decisionos.gateway.again.EarliestTimer;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.MaterialPlace;
import io.decisionos.gateway.keys.RemotePlace;
import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.keysource.MaterialSource.Reading;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the material of keys from remote sources, and puts it in force. Calls run beside it, so
 * that material which is too old is let go in time. A worker verticle, one instance.
 */
final class SourcesVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(SourcesVerticle.class);
  private static final Duration TICK = Duration.ofMillis(100);
  // While no key is listed that a remote source has; a listed one is heard of at once.
  private static final Duration REST = Duration.ofSeconds(1);
  private static final long FIRST_READING_SECONDS = 4;

  private final Bus bus;
  private final KeyRegistry registry;
  private final SourceDesk desk;
  private final SourceMeters meters;
  private final Clock clock;
  private final Function<Source, MaterialSource> opener;
  private final Map<Source, MaterialSource> open = new EnumMap<>(Source.class);
  private Set<Source> away = EnumSet.noneOf(Source.class);
  private WorkerExecutor callers;
  private EarliestTimer next;

  /**
   * A verticle that has read nothing.
   *
   * @param opener opens a source when it is first asked for, in a thread that may block
   */
  SourcesVerticle(
      Bus bus,
      KeyRegistry registry,
      SourceDesk desk,
      SourceMeters meters,
      Clock clock,
      Function<Source, MaterialSource> opener) {
    this.bus = bus;
    this.registry = registry;
    this.desk = desk;
    this.meters = meters;
    this.clock = clock;
    this.opener = opener;
  }

  @Override
  public Future<?> start() {
    callers = vertx.createSharedWorkerExecutor("keysource", Source.values().length);
    next = new EarliestTimer(vertx, this::turn);
    // A source that is away holds up nobody: the gateway starts without it.
    return bus.listen(AccessChannels.KEYS_CHANGED, news -> next.within(Duration.ZERO))
        .compose(
            v ->
                turn()
                    .timeout(FIRST_READING_SECONDS, TimeUnit.SECONDS)
                    .recover(late -> Future.succeededFuture()));
  }

  @Override
  public Future<?> stop() {
    return callers
        .executeBlocking(
            () -> {
              close();
              return null;
            })
        .eventually(callers::close);
  }

  private synchronized void close() {
    open.values().forEach(MaterialSource::close);
    open.clear();
  }

  private Future<Void> turn() {
    Instant now = clock.instant();
    KeyListing listing = registry.listing();
    next.within(listing.remote(now).isEmpty() ? REST : TICK);
    List<Future<Void>> readings =
        desk.due(listing, registry.takeWanted(), now).entrySet().stream()
            .map(due -> read(due.getKey(), due.getValue()))
            .toList();
    if (desk.hasTurned(now)) {
      load(now);
    }
    return Future.join(readings).mapEmpty();
  }

  private Future<Void> read(Source source, List<RemotePlace> places) {
    return callers
        .executeBlocking(() -> source(source).read(places), false)
        .otherwise(failure -> broken(source, places, failure))
        .map(
            readings -> {
              apply(source, readings);
              return null;
            });
  }

  private synchronized MaterialSource source(Source source) {
    return open.computeIfAbsent(source, opener);
  }

  private static Map<MaterialPlace, Reading> broken(
      Source source, List<RemotePlace> places, Throwable failure) {
    LOG.error("keys cannot be read source={}", source.word(), failure);
    return places.stream()
        .collect(
            java.util.stream.Collectors.toMap(
                RemotePlace::place, place -> Reading.failed("cannot be asked; see the log")));
  }

  private void apply(Source source, Map<MaterialPlace, Reading> readings) {
    Instant now = clock.instant();
    desk.read(source, readings, registry.listing(), now);
    desk.hasTurned(now);
    meters.read(source, readings.values().stream().allMatch(r -> r.material().isPresent()));
    load(now);
    tell(now);
  }

  private void load(Instant now) {
    if (registry.load(desk.shelf(), now)) {
      bus.announce(AccessChannels.KEYS_CHANGED, new AccessChannels.KeysChanged());
    }
  }

  private void tell(Instant now) {
    Set<Source> before = away;
    away = desk.away();
    for (Source source : Source.values()) {
      if (away.contains(source) && !before.contains(source)) {
        String why =
            desk.shelf().slots().entrySet().stream()
                .filter(slot -> slot.getKey().source() == source)
                .flatMap(
                    slot -> slot.getValue().trouble().map(t -> slot.getKey() + " " + t).stream())
                .findFirst()
                .orElse("");
        LOG.warn("keys are not read anew source={} why={}", source.word(), why);
        post(now, Notice.Level.WARN, "key.source_stale", "keys are not read anew: " + why);
      } else if (!away.contains(source) && before.contains(source)) {
        LOG.info("keys are read again source={}", source.word());
        post(
            now,
            Notice.Level.INFO,
            "key.source_back",
            "keys of " + source.word() + " are read again");
      }
    }
  }

  private void post(Instant now, Notice.Level level, String kind, String message) {
    bus.announce(Notice.POSTED, new Notice(now, level, kind, Optional.empty(), message));
  }
}
