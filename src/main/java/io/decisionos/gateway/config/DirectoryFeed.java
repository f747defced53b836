package io.decisionos.gateway.config;

import io.decisionos.gateway.again.Again;
import io.decisionos.gateway.again.EarliestTimer;
import io.decisionos.gateway.text.Printable;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds a verticle with what a directory holds, through Vert.x's {@code ConfigRetriever}: at once
 * when an event pokes, when a file has settled, and every so often whatever the events say. Files
 * that events name are looked at first: a sweep of ten thousand takes longer than they need to
 * settle. Made and used in the context of one worker verticle, as a look blocks.
 */
public final class DirectoryFeed<T> {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryFeed.class);
  private static final Duration REFRESH_PATIENCE = Duration.ofSeconds(2);

  private final Context context;
  private final WatchedDirectory<T> directory;
  private final Supplier<SettleTimes> times;
  private final Consumer<DirectoryContents<T>> consumer;
  private final DirectoryStore<T> store;
  private final ConfigRetriever retriever;
  private final DirectoryWatch watch;
  private final List<Refresh> waiting = new ArrayList<>();
  private final Set<Path> named = new LinkedHashSet<>();
  private final SlicedSweep<T> sweep;
  private final EarliestTimer nextSweep;
  private final EarliestTimer nextGlance;
  private final EarliestTimer nextLook;

  private List<String> ignored = List.of();
  private long sweeps;
  private PastLook lastLook = PastLook.after(0);
  private Optional<String> failure = Optional.empty();
  private boolean sweepAgain;
  private boolean closed;

  /** Somebody who waits until all is settled, though not for ever, from a certain sweep on. */
  private record Refresh(Promise<Void> done, long sweep, long deadline) {
    boolean isOver(DirectoryContents<?> contents, long sweepsDone) {
      boolean settled = contents.nextDue().isEmpty() || System.nanoTime() - deadline >= 0;
      return settled && sweepsDone >= sweep;
    }
  }

  /**
   * A feed that has not started.
   *
   * @param times asked before every sweep, so that they can change while it runs
   * @param consumer gets every look's outcome, changed or not
   */
  public DirectoryFeed(
      Vertx vertx,
      WatchedDirectory<T> directory,
      Supplier<SettleTimes> times,
      Consumer<DirectoryContents<T>> consumer) {
    this(vertx, directory, times, consumer, WatchOpener.NATIVE);
  }

  /** A feed whose events come from elsewhere than the operating system's usual place. */
  public DirectoryFeed(
      Vertx vertx,
      WatchedDirectory<T> directory,
      Supplier<SettleTimes> times,
      Consumer<DirectoryContents<T>> consumer,
      WatchOpener opener) {
    this.context = vertx.getOrCreateContext();
    this.directory = directory;
    this.times = times;
    this.consumer = consumer;
    this.store = new DirectoryStore<>(this::look);
    this.retriever = retriever(vertx, store);
    this.watch =
        new DirectoryWatch(
            directory.path(), opener, names -> context.runOnContext(v -> poke(names)));
    this.sweep = new SlicedSweep<>(vertx, directory, this::run, this::failed);
    this.nextLook = new EarliestTimer(vertx, this::run);
    this.nextSweep = new EarliestTimer(vertx, this::beginSweep);
    this.nextGlance = new EarliestTimer(vertx, this::glance);
  }

  private static ConfigRetriever retriever(Vertx vertx, DirectoryStore<?> store) {
    var options = new JsonObject().put(DirectoryStoreFactory.STORE, store);
    return ConfigRetriever.create(
        vertx,
        new ConfigRetrieverOptions()
            .setIncludeDefaultStores(false)
            .setScanPeriod(-1)
            .addStore(
                new ConfigStoreOptions().setType(DirectoryStoreFactory.TYPE).setConfig(options)));
  }

  /** Completes when the consumer has had the first contents, settled ones. */
  public Future<Void> start() {
    // Only the stream hears of every configuration; listeners miss those that were asked for.
    retriever.configStream().handler(manifest -> deliver(store.latest()));
    return refresh();
  }

  /** Looks now; completes when nothing is left to settle, or after two seconds. */
  public Future<Void> refresh() {
    Promise<Void> done = Promise.promise();
    // A sweep that is under way may have passed over what is asked for.
    long sweepsWanted = sweeps + (sweep.isUnderWay() ? 2 : 1);
    waiting.add(new Refresh(done, sweepsWanted, System.nanoTime() + REFRESH_PATIENCE.toNanos()));
    nextSweep.within(Duration.ZERO);
    return done.future();
  }

  /** Why changes are found late, if they are. */
  public Optional<WatchTrouble> trouble() {
    return failure.map(WatchTrouble::failing).or(() -> watch.trouble().map(WatchTrouble::noEvents));
  }

  public Future<Void> close() {
    closed = true;
    nextSweep.cancel();
    nextGlance.cancel();
    nextLook.cancel();
    sweep.cancel();
    waiting.forEach(refresh -> refresh.done().tryComplete());
    try {
      watch.close();
    } catch (IOException e) {
      LOG.warn("closing the directory watch failed directory={}", directory.path(), e);
    }
    return retriever.close();
  }

  private void poke(Set<Path> names) {
    if (closed) {
      return;
    }
    ChangedEntries changed = directory.changed(names);
    named.addAll(changed.files());
    if (!named.isEmpty()) {
      nextLook.within(lastLook.rest());
    }
    if (changed.rest()) {
      nextSweep.within(sweep.past().rest());
    } else if (!eventsTellAll()) {
      // Once what was named is in force, a sweep finds what its events did not tell.
      nextSweep.within(PastLook.LEAST_PERIOD);
    }
  }

  private boolean eventsTellAll() {
    return watch.tellsAll() && !directory.changesUntold();
  }

  /** Of many files sweeps are rare, and no event tells that the path leads elsewhere. */
  private void glance() {
    nextGlance.within(PastLook.LEAST_PERIOD);
    if (watch.renew()) {
      nextSweep.within(sweep.past().rest());
    }
  }

  private void beginSweep() {
    sweepAgain = sweep.isUnderWay();
    if (!sweepAgain) {
      sweep.begin(watch::renew);
    }
  }

  private void run() {
    Again.attempt(retriever::getConfig).onFailure(this::failed);
  }

  private void failed(Throwable cause) {
    LOG.error("looking failed directory={}", directory.path(), cause);
    failure = Optional.of(cause.toString());
    waiting.forEach(refresh -> refresh.done().tryFail(cause));
    waiting.clear();
    sweep.cancel();
    nextSweep.within(PastLook.LEAST_PERIOD);
  }

  private DirectoryContents<T> look() {
    if (sweep.isWalked()) {
      var contents = sweep.end(times.get());
      sweeps++;
      tellIgnored();
      return contents;
    }
    long begin = System.nanoTime();
    var contents = directory.look(named, times.get());
    named.clear();
    lastLook = PastLook.since(begin);
    return contents;
  }

  /** Whoever wrote a file may think that it counts. */
  private void tellIgnored() {
    List<String> before = ignored;
    ignored = directory.ignored();
    ignored.stream()
        .filter(name -> !before.contains(name))
        .forEach(
            name ->
                LOG.warn(
                    "not read, as its name has capitals directory={} file={}",
                    directory.path(),
                    Printable.of(name)));
  }

  private void deliver(DirectoryContents<T> contents) {
    if (closed) {
      return;
    }
    failure = Optional.empty();
    try {
      consumer.accept(contents);
      completeRefreshes(contents);
    } finally {
      // Whatever becomes of one change, the next one must be seen.
      planSweep(contents.nextDeleted());
      contents.nextSettled().ifPresent(due -> nextLook.within(atLeastTheGap(due)));
    }
  }

  private void planSweep(Optional<Duration> nextDeleted) {
    if (sweep.isUnderWay()) {
      return;
    }
    Duration period = sweepAgain ? Duration.ZERO : sweep.past().period(eventsTellAll());
    nextSweep.within(nextDeleted.filter(due -> due.compareTo(period) < 0).orElse(period));
    if (period.compareTo(PastLook.LEAST_PERIOD) > 0) {
      nextGlance.within(PastLook.LEAST_PERIOD);
    }
  }

  private static Duration atLeastTheGap(Duration due) {
    return due.compareTo(PastLook.LEAST_GAP) < 0 ? PastLook.LEAST_GAP : due;
  }

  private void completeRefreshes(DirectoryContents<T> contents) {
    var done = waiting.stream().filter(refresh -> refresh.isOver(contents, sweeps)).toList();
    waiting.removeAll(done);
    done.forEach(refresh -> refresh.done().complete());
  }
}
