package io.decisionos.gateway.tenant;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.config.WatchOpener;
import io.decisionos.gateway.fixture.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A {@link TenantVerticle} that watches a real directory, and every book that it announced. */
final class LiveTenants implements AutoCloseable {
  static final TenantSettings SETTINGS =
      new TenantSettings(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(60));

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, new SimpleMeterRegistry());
  private final List<TenantBook> books = new CopyOnWriteArrayList<>();
  private final Path directory;
  private long first;

  private LiveTenants(Path directory) {
    this.directory = directory;
  }

  static LiveTenants start(Path directory) {
    return start(directory, SETTINGS);
  }

  static LiveTenants start(Path directory, TenantSettings settings) {
    return start(directory, settings, WatchOpener.NATIVE, Clock.systemUTC());
  }

  static LiveTenants start(
      Path directory, TenantSettings settings, WatchOpener opener, Clock clock) {
    var live = new LiveTenants(directory);
    var news =
        new TenantNews(live.bus, new TenantMeters(new SimpleMeterRegistry()), Clock.systemUTC());
    var verticle = new TenantVerticle(live.bus, directory, settings, news, clock, opener);
    var options = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    done(
        live.bus
            .listen(TenantChannels.CHANGED, live.books::add)
            .compose(v -> live.vertx.deployVerticle(verticle, options)));
    // A start goes on until all files have settled; nobody is served before, so that the books of
    // files that were written a moment apart are no business of callers.
    live.first = live.settled();
    live.forget();
    return live;
  }

  private long settled() {
    TenantBook now = done(bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE));
    Await.until(PATIENCE, () -> book().generation() == now.generation(), books::size);
    return now.generation();
  }

  static <T> T done(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  static String file(String id, String name) {
    return "tenant_id: " + id + "\nname: " + name + "\nstatus: active\n";
  }

  /** Writes in place. */
  LiveTenants write(String file, String text) {
    try {
      Files.writeString(directory.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TenantBook book() {
    return books.isEmpty() ? TenantBook.EMPTY : books.get(books.size() - 1);
  }

  /** How many books there were since the start. */
  long changes() {
    return book().generation() - first;
  }

  /** Keeps the last book alone. */
  void forget() {
    books.subList(0, Math.max(0, books.size() - 1)).clear();
  }

  TenantReport report() {
    return done(bus.ask(TenantChannels.REPORT, new TenantChannels.ReportQuery(), PATIENCE));
  }

  TenantReport reload() {
    return done(bus.ask(TenantChannels.RELOAD, new TenantChannels.Reload(), PATIENCE));
  }

  /** The name that the tenant is served under, or the reason code of its refusal. */
  String answer(String id) {
    return answer(book(), id);
  }

  private static String answer(TenantBook book, String id) {
    var tenant = new TenantId(id);
    return book.served(tenant)
        .map(Tenant::name)
        .orElseGet(() -> book.refusal(tenant).type().reasonCode());
  }

  /** What callers with this id met since the start, repetitions left out. */
  List<String> answers(String id) {
    var answers = new CopyOnWriteArrayList<String>();
    for (TenantBook book : books) {
      String answer = answer(book, id);
      if (answers.isEmpty() || !answers.get(answers.size() - 1).equals(answer)) {
        answers.add(answer);
      }
    }
    return answers;
  }

  /** Waits until callers with this id meet the answer. */
  Duration await(String id, String answer, Duration within) {
    return Await.until(within, () -> answer(id).equals(answer), () -> answers(id));
  }

  @Override
  public void close() {
    done(vertx.close());
  }
}
