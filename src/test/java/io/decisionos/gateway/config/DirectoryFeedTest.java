package io.decisionos.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.fixture.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the next changes when looking at one has failed. */
class DirectoryFeedTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final SettleTimes TIMES = new SettleTimes(Duration.ZERO, Duration.ofMillis(500));

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private volatile boolean failing;
  private volatile Map<String, DirectoryContents.FileState<String>> files = Map.of();
  private DirectoryFeed<String> feed;

  private final class Texts implements DocumentReader<String> {
    @Override
    public boolean accepts(String name) {
      return true;
    }

    @Override
    public String read(String name, byte[] content) {
      if (failing) {
        throw new OutOfMemoryError("of the test");
      }
      return new String(content, UTF_8);
    }

    @Override
    public String unreadable(String name, Fault fault) {
      return "!" + fault.found();
    }
  }

  @BeforeEach
  void startWithOneFile() throws Exception {
    write("old");
    start(WatchOpener.NATIVE);
  }

  private void start(WatchOpener opener) throws TimeoutException {
    var watched = new WatchedDirectory<>(directory, new Texts(), Clock.systemUTC());
    on(
        () -> {
          feed =
              new DirectoryFeed<>(
                  vertx, watched, () -> TIMES, found -> files = found.files(), opener);
          return feed.start();
        });
  }

  @AfterEach
  void stop() throws TimeoutException {
    on(feed::close);
    vertx.close().await();
  }

  private void on(Supplier<Future<Void>> step) throws TimeoutException {
    Future.<Void>future(promise -> context.runOnContext(v -> step.get().onComplete(promise)))
        .await(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.resolve("a"), text);
  }

  private Optional<String> text() {
    return Optional.ofNullable(files.get("a")).map(DirectoryContents.FileState::value);
  }

  @Test
  void aLookThatFailsIsToldAndTriedAgain() throws IOException {
    failing = true;
    write("new");
    Await.until(SOON, () -> feed.trouble().isPresent(), this::text);
    assertThat(feed.trouble().orElseThrow().cause()).contains("OutOfMemoryError: of the test");
    assertThat(text()).contains("old");

    failing = false;
    Await.until(SOON, () -> text().equals(Optional.of("new")), this::text);
    assertThat(feed.trouble()).isEmpty();
  }

  @Test
  void whoWaitsForALookThatFailsHearsWhy() throws IOException {
    failing = true;
    write("new");
    assertThatThrownBy(() -> on(feed::refresh)).hasMessage("of the test");
  }

  @Test
  void aWatchWhoseMakingFailsIsTriedAgain() throws Exception {
    on(feed::close);
    var openings = new AtomicInteger();
    WatchOpener failingOnce =
        path -> {
          if (openings.incrementAndGet() == 1) {
            throw new IllegalStateException("of the watch");
          }
          return WatchOpener.NATIVE.open(path);
        };
    assertThatThrownBy(() -> start(failingOnce)).hasMessage("of the watch");
    Await.until(SOON, () -> feed.trouble().isEmpty(), openings::get);
    write("new");
    Await.until(SOON, () -> text().equals(Optional.of("new")), this::text);
  }
}
