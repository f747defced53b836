package io.decisionos.gateway.tenant;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.config.DirectoryContents;
import io.decisionos.gateway.config.DirectoryFeed;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.WatchOpener;
import io.decisionos.gateway.config.WatchedDirectory;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Watches the tenants' directory and announces each new book. A worker verticle, one instance: it
 * reads files. The rules are in {@link TenantLedger}.
 */
public final class TenantVerticle extends VerticleBase {
  private static final long RETRY_MS = 1000;

  private final Bus bus;
  private final WatchedDirectory<TenantFile> directory;
  private final Clock clock;
  private final TenantNews news;
  private final WatchOpener opener;
  private TenantSettings settings;
  private DirectoryFeed<TenantFile> feed;
  private Optional<DirectoryContents<TenantFile>> contents = Optional.empty();
  private TenantLedger ledger = TenantLedger.EMPTY;
  private Optional<TenantReport> report = Optional.empty();
  private boolean begun;
  private Optional<Long> expiryTimer = Optional.empty();

  /**
   * A verticle that has not started.
   *
   * @param clock the wall clock, for what operators read; the rules use the monotonic one
   */
  public TenantVerticle(
      Bus bus, Path directory, TenantSettings settings, TenantNews news, Clock clock) {
    this(bus, directory, settings, news, clock, WatchOpener.NATIVE);
  }

  TenantVerticle(
      Bus bus,
      Path directory,
      TenantSettings settings,
      TenantNews news,
      Clock clock,
      WatchOpener opener) {
    this.bus = bus;
    this.directory = new WatchedDirectory<>(directory, new TenantReader(), clock);
    this.settings = settings;
    this.news = news;
    this.clock = clock;
    this.opener = opener;
  }

  /** Completes when the first book is in force; fails if the directory cannot be read. */
  @Override
  public Future<?> start() {
    feed = new DirectoryFeed<>(vertx, directory, () -> settings.times(), this::apply, opener);
    return feed.start()
        .compose(v -> begin())
        .compose(v -> bus.answer(TenantChannels.BOOK, q -> Future.succeededFuture(ledger.book())))
        .compose(v -> bus.answer(TenantChannels.REPORT, q -> Future.succeededFuture(report())))
        .compose(v -> bus.answer(TenantChannels.RELOAD, q -> feed.refresh().map(w -> report())))
        .compose(v -> bus.listen(TenantChannels.SETTINGS_CHANGED, this::turn));
  }

  /** Files are judged together: which of them settles first is no reason to prefer it. */
  private Future<Void> begin() {
    begun = true;
    judge();
    return ledger
        .trouble()
        .<Future<Void>>map(fault -> Future.failedFuture(new UnusableDirectory(fault)))
        .orElseGet(Future::succeededFuture);
  }

  /** The tenants' directory cannot be read at the start. */
  public static final class UnusableDirectory extends RuntimeException {
    UnusableDirectory(Fault fault) {
      super(fault.toString(), null, false, false);
    }
  }

  @Override
  public Future<?> stop() {
    expiryTimer.ifPresent(vertx::cancelTimer);
    return feed.close();
  }

  private void turn(TenantSettings changed) {
    settings = changed;
    judge();
  }

  private void apply(DirectoryContents<TenantFile> looked) {
    boolean changed = contents.isEmpty() || !looked.tellsNoMoreThan(contents.get());
    contents = Optional.of(looked);
    if (changed && begun) {
      judge();
    }
  }

  /** Judges what is in the directory by the rules and the time of now. */
  private void judge() {
    TenantLedger before = ledger;
    report = Optional.empty();
    ledger = before.apply(contents.orElseThrow(), System.nanoTime(), settings.invalidGrace());
    if (ledger.book() != before.book()) {
      bus.announce(TenantChannels.CHANGED, ledger.book());
    }
    if (!ledger.saysNoMoreThan(before)) {
      news.tell(before.book(), report());
    }
    scheduleExpiry();
  }

  /** A grace that is over ends for all tenants, whatever the rules make of one of them. */
  private void judgeAgain() {
    expiryTimer = Optional.of(vertx.setTimer(RETRY_MS, id -> judgeAgain()));
    Again.turn("judging tenants", this::judge);
  }

  private void scheduleExpiry() {
    expiryTimer.ifPresent(vertx::cancelTimer);
    expiryTimer =
        ledger
            .nextExpiry(System.nanoTime(), settings.invalidGrace())
            .map(left -> vertx.setTimer(left.toMillis() + 1, id -> judgeAgain()));
  }

  /** The same object until something changes: of ten thousand files it is asked each second. */
  private TenantReport report() {
    TenantReport told = report.orElseGet(this::newReport).with(feed.trouble(), directory.ignored());
    report = Optional.of(told);
    return told;
  }

  private TenantReport newReport() {
    return TenantReport.of(ledger, settings.invalidGrace(), System.nanoTime(), clock.instant());
  }
}
