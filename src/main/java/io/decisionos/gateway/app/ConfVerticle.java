package io.decisionos.gateway.app;

import io.decisionos.gateway.access.AccessChannels;
import io.decisionos.gateway.alerts.AlertChannels;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.cards.CardsChannels;
import io.decisionos.gateway.config.DirectoryContents;
import io.decisionos.gateway.config.DirectoryFeed;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.SettleTimes;
import io.decisionos.gateway.config.WatchTrouble;
import io.decisionos.gateway.config.WatchedDirectory;
import io.decisionos.gateway.evidence.EvidenceChannels;
import io.decisionos.gateway.http.HttpChannels;
import io.decisionos.gateway.http.HttpSettings;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.ops.OpsChannels;
import io.decisionos.gateway.overlay.OverlayChannels;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.text.Printable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Watches {@code conf/} and announces what a reload changes. A bad file keeps its last good version
 * for as long as it takes. A worker verticle, one instance.
 */
final class ConfVerticle extends VerticleBase {
  private static final SettleTimes TIMES =
      new SettleTimes(Duration.ofMillis(50), Duration.ofMillis(500));

  private final Bus bus;
  private final WatchedDirectory<ConfDocument> directory;
  private final Clock clock;
  private final ConfReader reader;
  private final KeyRegistry keys;
  private final GatewayConfig.Fixed running;
  private final Map<String, Object> values;
  private final ConfNews news;
  private DirectoryFeed<ConfDocument> feed;
  private Conf conf;
  private List<Fault> keyFaults = List.of();
  // What was found at the last look, if nothing was left to settle then.
  private Optional<DirectoryContents<ConfDocument>> taken = Optional.empty();

  /**
   * What is watched.
   *
   * @param values what the start has read
   */
  record Watched(Path directory, ConfReader reader, Map<String, Object> values) {}

  /**
   * A verticle that does not watch yet.
   *
   * @param keys is told at once, and from then on, which keys are listed
   */
  ConfVerticle(Bus bus, Watched source, Clock clock, KeyRegistry keys) {
    this.bus = bus;
    this.directory = new WatchedDirectory<>(source.directory(), source.reader(), clock);
    this.clock = clock;
    this.keys = keys;
    this.values = new HashMap<>(source.values());
    this.reader = source.reader();
    this.conf = reader.conf(values);
    keys.list(conf.keys(), clock.instant());
    this.running = conf.gateway().fixed();
    this.news = new ConfNews(bus, clock);
  }

  @Override
  public Future<?> start() {
    feed = new DirectoryFeed<>(vertx, directory, () -> TIMES, this::apply);
    return feed.start()
        .compose(v -> bus.answer(AppChannels.CONF, q -> Future.succeededFuture(check())))
        .compose(v -> bus.answer(AppChannels.RELOAD, q -> feed.refresh().map(w -> check())));
  }

  @Override
  public Future<?> stop() {
    return feed.close();
  }

  private void apply(DirectoryContents<ConfDocument> contents) {
    news.found(directory.path().toString(), contents.trouble().stream().toList());
    // What has not settled yet is not known to be missing.
    boolean settled = contents.trouble().isEmpty() && contents.nextDue().isEmpty();
    boolean rests = settled && taken.filter(contents::tellsNoMoreThan).isPresent();
    if (!rests) {
      take(contents, settled);
    }
    Conf next = rests ? conf : reader.conf(values);
    // While files are being saved looks come one after the other; at rest, time may change a list.
    boolean judges = settled || !next.keys().equals(conf.keys());
    List<Fault> before = keyFaults;
    if (judges) {
      keyFaults = next.keys().faults(clock.instant());
    }
    if (!rests || !keyFaults.equals(before)) {
      documents(contents).forEach(name -> tell(name, contents, settled));
    }
    if (!rests) {
      turn(next);
    }
    if (judges) {
      turnKeys(next.keys());
    }
    // Last, so that what fails is tried again.
    taken = settled ? Optional.of(contents) : Optional.empty();
  }

  private void take(DirectoryContents<ConfDocument> contents, boolean settled) {
    contents
        .files()
        .forEach((name, file) -> file.value().value().ifPresent(v -> values.put(name, v)));
    if (settled) {
      values.keySet().removeIf(name -> isGoneKey(name, contents));
    }
  }

  private void tell(String name, DirectoryContents<ConfDocument> contents, boolean settled) {
    var state = contents.files().get(name);
    if (state != null) {
      news.found(name, faults(name, state.value().faults()));
    } else if (settled) {
      news.found(name, values.containsKey(name) ? List.of(missing(name)) : List.of());
    }
  }

  /** What has a value in force, lies there, or is complained about, but for the keys' files. */
  private List<String> documents(DirectoryContents<ConfDocument> contents) {
    String itself = directory.path().toString();
    return Stream.of(values.keySet(), contents.files().keySet(), news.names())
        .flatMap(Set::stream)
        .filter(name -> !Source.isFileName(name) && !name.equals(itself))
        .distinct()
        .toList();
  }

  private static Fault missing(String name) {
    return Fault.ofFile(name, "no such file", "the file");
  }

  private static boolean isGoneKey(String name, DirectoryContents<ConfDocument> contents) {
    return Source.isFileName(name) && !contents.files().containsKey(name);
  }

  /** The faults of a file; the list of keys also has those of the files that it names. */
  private List<Fault> faults(String name, List<Fault> own) {
    return own.isEmpty() && name.equals(Keysets.FILE) ? keyFaults : own;
  }

  private void turn(Conf next) {
    Conf before = conf;
    conf = next;
    turnFeatures(next, before);
    turnGateway(next.gateway(), before.gateway());
    turnKeys(next.keys());
  }

  private void turnFeatures(Conf next, Conf before) {
    if (!next.defaults().equals(before.defaults())) {
      bus.announce(OverlayChannels.DEFAULTS_CHANGED, next.defaults());
    }
    if (!next.defaults().meansTheSameAs(before.defaults())) {
      news.applied("the overlay defaults changed");
    }
    if (!next.catalog().sha256().equals(before.catalog().sha256())) {
      bus.announce(CardsChannels.CATALOG_CHANGED, next.catalog());
      news.applied("the catalogue of the cards changed");
    }
    if (!next.retention().equals(before.retention())) {
      bus.announce(EvidenceChannels.POLICY_CHANGED, next.retention());
    }
    if (!next.retention().meansTheSameAs(before.retention())) {
      news.applied("the policy for evidence changed");
    }
    if (!next.alerts().equals(before.alerts())) {
      bus.announce(AlertChannels.SETTINGS_CHANGED, next.alerts());
      news.applied("what is told of alerts changed");
    }
  }

  private void turnGateway(GatewayConfig next, GatewayConfig before) {
    GatewayConfig.Live live = next.live();
    if (!live.equals(before.live())) {
      bus.announce(HttpChannels.SETTINGS_CHANGED, withinReach(live.http()));
      bus.announce(OpsChannels.SETTINGS_CHANGED, withinReach(live.ops()));
      bus.announce(TenantChannels.SETTINGS_CHANGED, live.tenants());
      Logging.level(live.logLevel());
      news.applied("live settings of gateway.yaml changed");
    }
    if (!next.fixed().equals(before.fixed())) {
      news.applied("settings of gateway.yaml changed that take effect at a restart");
    }
  }

  /** Names that go with a mode which a restart will bring do not open the one that runs. */
  private HttpSettings withinReach(HttpSettings settings) {
    return running.auth().opensToOthers() ? settings : settings.onLoopback();
  }

  /** A list with faults leaves the keys as they are. */
  private void turnKeys(KeyListing next) {
    Instant now = clock.instant();
    if (keyFaults.isEmpty() && keys.list(next, now)) {
      bus.announce(AccessChannels.KEYS_CHANGED, new AccessChannels.KeysChanged());
      news.applied("the keys changed: " + keys.book().describe(now));
    }
  }

  private Check check() {
    var errors = new JsonArray();
    news.faults().forEach(fault -> errors.add(fault.toString()));
    var ignored = new JsonArray();
    directory.ignored().forEach(name -> ignored.add(Printable.of(name)));
    var details = new JsonObject().put("errors", errors).put("ignored", ignored);
    if (!news.faults().isEmpty()) {
      return Check.degraded(
          "bad file: " + errors.getString(0) + "; its last good version is in force",
          "mend the file; it is read again by itself",
          details);
    }
    if (feed.trouble().isPresent()) {
      WatchTrouble trouble = feed.trouble().get();
      return Check.degraded(trouble.cause(), trouble.nextStep(), details);
    }
    if (!conf.gateway().fixed().equals(running)) {
      return Check.degraded(
          "gateway.yaml has changes that need a restart", "restart the gateway", details);
    }
    return Check.ok(details);
  }
}
