package io.decisionos.gateway.cards.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.cards.count.ReasonCounts;
import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.cards.follow.FileFollower;
import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways that count one topic, without an event loop and without Kafka. */
final class TopicLogTest {
  private static final TenantId ACME = new TenantId("acme-corp");
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir private Path directory;
  private final SharedTopic topic = new SharedTopic();
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");

  /** One gateway. */
  private final class Member implements AutoCloseable {
    final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    final Path data;
    final TenantLogs logs;
    final TopicLog log;
    final FileFollower follower;
    final SharedTopic.End end;

    Member(String name) throws IOException {
      data = Files.createDirectories(directory.resolve(name));
      var aside =
          new LogSite.Aside() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
              try {
                return Future.succeededFuture(work.call());
              } catch (Exception e) {
                return Future.failedFuture(e);
              }
            }
          };
      var site = new LogSite(data, true, FileOpener.DISK, () -> now, tasks::add, aside);
      logs = TenantLogs.open(site);
      var positions = TopicPositions.open(site.logs());
      end = topic.new End(positions.gateway());
      var own = new EventLog(site, logs, 100, tenant -> {});
      log = new TopicLog(site, logs, own, end, positions);
      follower = new FileFollower(new FollowedTenantLogs(site, logs, log, 100), () -> now);
      log.follow();
      settle();
    }

    /** Lets everything happen that can. */
    void settle() {
      do {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      } while (end.read() || !tasks.isEmpty());
    }

    Future<Integer> send(String key, String reason) {
      var event = new ReasonEvent(TIME, reason, 1);
      var receipt =
          Optional.of(key)
              .filter(text -> !text.isEmpty())
              .map(text -> Receipt.of(text, reason.getBytes(UTF_8), 1, now.toEpochMilli()));
      return log.append(
          ACME, new BatchRecord(List.of(event), receipt, Optional.empty()), Long.MAX_VALUE);
    }

    String counts() {
      return logs.find(ACME)
          .map(TenantLog::view)
          .orElse(ReasonCounts.NOTHING)
          .between(Instant.MIN, Instant.MAX)
          .toString();
    }

    void look() {
      Future<Boolean> looked = follower.look();
      settle();
      assertThat(looked.isComplete()).isTrue();
    }

    Path file() throws IOException {
      return Files.createDirectories(data.resolve("events/acme-corp")).resolve("other.jsonl");
    }

    /** Ends as a kill does, but for the lock. */
    @Override
    public void close() {
      try {
        logs.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void eachCountsWhatEachSentOnceAndTheSenderInItsNextAnswer() throws IOException {
    try (var one = new Member("one");
        var two = new Member("two")) {
      Future<Integer> sent = one.send("", "a");
      one.settle();
      assertThat(sent.result()).isEqualTo(1);
      assertThat(one.counts()).isEqualTo("{a=1}");
      two.send("", "b");
      two.settle();
      one.settle();
      assertThat(one.counts()).isEqualTo("{a=1, b=1}").isEqualTo(two.counts());
    }
  }

  @Test
  void aKillAfterTheCommitAndBeforeThePlaceIsKnownCountsNothingTwice() throws IOException {
    try (var one = new Member("one")) {
      one.send("", "a");
      one.settle();
      // The positions are not written: all is read again.
    }
    try (var one = new Member("one")) {
      one.send("", "b");
      one.settle();
      one.log.keepHouse();
      assertThat(one.counts()).isEqualTo("{a=1, b=1}");
    }
    try (var one = new Member("one");
        var fresh = new Member("fresh")) {
      assertThat(one.counts()).isEqualTo("{a=1, b=1}").isEqualTo(fresh.counts());
    }
  }

  @Test
  void ofTwoUnderOneKeyTheFirstInTheTopicCountsEverywhere() throws IOException {
    try (var one = new Member("one");
        var two = new Member("two")) {
      Future<Integer> first = one.send("key", "a");
      Future<Integer> same = two.send("key", "a");
      Future<Integer> other = two.send("key", "b");
      one.settle();
      two.settle();
      one.settle();
      assertThat(first.result()).isEqualTo(1);
      assertThat(same.result()).isEqualTo(1);
      assertThat(((ProblemException) other.cause()).problem().type())
          .isEqualTo(ProblemType.REQUEST_IDEMPOTENCY_MISMATCH);
      assertThat(one.counts()).isEqualTo("{a=1}").isEqualTo(two.counts());
      now = now.plus(TenantLog.RECEIPTS_KEPT);
      two.send("key", "b");
      two.settle();
      one.settle();
      assertThat(one.counts()).isEqualTo("{a=1, b=1}").isEqualTo(two.counts());
    }
  }

  @Test
  void filesOfOthersAreFollowedIntoTheTopicByTheGatewayThatHasThem() throws IOException {
    try (var one = new Member("one");
        var two = new Member("two")) {
      Files.writeString(one.file(), line("a") + line("b"));
      one.look();
      two.settle();
      two.look();
      one.look();
      assertThat(one.counts()).isEqualTo("{a=1, b=1}").isEqualTo(two.counts());
    }
    try (var one = new Member("one")) {
      Files.writeString(one.file(), line("c"), StandardOpenOption.APPEND);
      one.look();
      assertThat(one.counts()).isEqualTo("{a=1, b=1, c=1}");
    }
  }

  @Test
  void aPartOfAFileOfWhichNobodyKnowsWhetherItIsThereIsSentOnce() throws IOException {
    try (var one = new Member("one")) {
      Files.writeString(one.file(), line("a"));
      topic.goMute(true);
      one.follower.look();
      for (Runnable task = one.tasks.poll(); task != null; task = one.tasks.poll()) {
        task.run();
      }
      topic.goMute(false);
      // It is there, and this gateway has not read it yet.
      one.follower.look();
      one.settle();
      one.look();
      one.look();
      assertThat(one.counts()).isEqualTo("{a=1}");
    }
  }

  @Test
  void withoutTheTopicBatchesAreRefusedAndNothingIsSent() throws IOException {
    try (var one = new Member("one")) {
      topic.goAway(true);
      Future<Integer> refused = one.send("", "a");
      one.settle();
      assertThat(((ProblemException) refused.cause()).problem().type())
          .isEqualTo(ProblemType.STORAGE_UNAVAILABLE);
      assertThat(topic.size()).isZero();
    }
  }

  /** As with too few replicas in step, or without the right to write. */
  @Test
  void aTopicThatCanBeReadAndTakesNothingIsTroubleUntilItTakesSomething() throws IOException {
    try (var one = new Member("one")) {
      topic.refuse(true);
      Future<Integer> first = one.send("", "a");
      one.settle();
      assertThat(((ProblemException) first.cause()).problem().members())
          .containsEntry("outcome", "unknown");
      assertThat(one.log.trouble().orElseThrow()).contains("too few replicas in step");

      Future<Integer> next = one.send("", "b");
      one.settle();
      assertThat(((ProblemException) next.cause()).problem().members()).isEmpty();
      one.log.keepHouse();
      one.settle();
      assertThat(one.log.trouble()).isPresent();

      topic.refuse(false);
      one.log.keepHouse();
      one.settle();
      assertThat(one.log.trouble()).isEmpty();
      Future<Integer> last = one.send("", "c");
      one.settle();
      assertThat(last.result()).isEqualTo(1);
      assertThat(one.counts()).isEqualTo("{c=1}");
    }
  }

  @Test
  void aGatewaysOwnLogIsMovedOnceHoweverOftenThatIsBegun() throws IOException {
    Path home = Files.createDirectories(directory.resolve("one"));
    try (var own = new OpenLog(home)) {
      Path file = Files.createDirectories(home.resolve("events/acme-corp")).resolve("other.jsonl");
      Files.writeString(file, line("f"));
      own.follow();
      for (int i = 0; i < 200; i++) {
        own.have(ACME, new ReasonEvent(TIME, "a", 1));
      }
    }
    topic.endAfter(70);
    assertThatThrownBy(() -> new TopicImport(home).run(writer -> topic.new End(writer)))
        .isInstanceOf(IOException.class);
    topic.endAfter(Integer.MAX_VALUE);
    assertThat(new TopicImport(home).run(writer -> topic.new End(writer))).isEqualTo(201);
    assertThat(topic.size()).isEqualTo(201);
    assertThat(new TopicImport(home).first()).isEmpty();
    try (var one = new Member("one");
        var two = new Member("two")) {
      one.look();
      two.settle();
      assertThat(one.counts()).isEqualTo("{a=200, f=1}").isEqualTo(two.counts());
    }
  }

  private static String line(String reason) {
    return "{\"ts\":\"" + TIME + "\",\"reason\":\"" + reason + "\"}\n";
  }
}
