package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.DiskFault;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the operations that arrive together share one write. The first staged record asks the home
 * executor for a commit; what the executor runs before it joins the same one. Nobody hears of a
 * record before it is written: answers wait for the commit, and those of reads do too, since they
 * may have seen it. When the write fails, all of it is taken back in memory and all hear why.
 *
 * <p>For one thread: the executor runs its tasks one at a time, and everything is called from it.
 */
final class GroupCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final SegmentLog log;
  private final Executor home;
  private final boolean forced;
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private List<Consumer<Optional<Problem>>> waiting = new ArrayList<>();
  private Optional<String> trouble = Optional.empty();

  /**
   * @param forced whether a commit waits until the disk has it
   */
  GroupCommit(SegmentLog log, Executor home, boolean forced) {
    this.log = log;
    this.home = home;
    this.forced = forced;
  }

  /** Makes sure that a record of that size can be staged. May commit what is staged. */
  void makeRoom(int payloadBytes) {
    if (!log.hasRoom(payloadBytes)) {
      commit();
    }
  }

  /**
   * Stages a record, for which there is room.
   *
   * @param takeBack undoes in memory what the caller will do, in case the write fails
   */
  Place stage(ByteBuffer payload, Runnable takeBack) {
    if (undo.isEmpty()) {
      home.execute(this::commit);
    }
    undo.push(takeBack);
    return log.stage(payload);
  }

  /** Stages a record that changes nothing, if the last write failed. */
  void probe(ByteBuffer payload) {
    if (trouble.isPresent()) {
      makeRoom(payload.remaining());
      stage(payload, () -> {});
    }
  }

  /** Asks the question once everything that is staged is written; fails if it cannot be. */
  <T> Future<T> answer(Callable<T> question) {
    Promise<T> promise = Promise.promise();
    if (undo.isEmpty()) {
      settle(promise, question);
    } else {
      waiting.add(
          failure ->
              failure.ifPresentOrElse(
                  problem -> promise.fail(problem.asException()), () -> settle(promise, question)));
    }
    return promise.future();
  }

  /** Refuses once everything that is staged is written: the refusal may rest on it. */
  <T> Future<T> refuse(Problem problem) {
    return answer(
        () -> {
          throw problem.asException();
        });
  }

  private static <T> void settle(Promise<T> promise, Callable<T> question) {
    try {
      promise.complete(question.call());
    } catch (IOException e) {
      promise.tryFail(DiskFault.problem(e).asException());
    } catch (Exception | Error e) {
      promise.tryFail(e);
    }
  }

  /** Writes what is staged and answers, whatever goes wrong meanwhile. */
  void commit() {
    if (undo.isEmpty()) {
      return;
    }
    Optional<Problem> failure = write();
    List<Consumer<Optional<Problem>>> answers = waiting;
    waiting = new ArrayList<>();
    try {
      if (failure.isPresent() && !failure.get().members().containsKey("outcome")) {
        undo.forEach(Runnable::run);
      }
    } finally {
      undo.clear();
      answers.forEach(answer -> answer.accept(failure));
    }
  }

  private Optional<Problem> write() {
    try {
      log.write();
      if (forced) {
        log.force();
      }
      trouble = Optional.empty();
      return Optional.empty();
    } catch (IOException e) {
      trouble = Optional.of(Cause.words(e));
      return Optional.of(DiskFault.problem(e));
    } catch (RuntimeException | Error e) {
      // The log has taken back what it wrote; a force that fails in any way is a torn log.
      LOG.error("writing what is staged failed", e);
      trouble = Optional.of(e.toString());
      return Optional.of(DiskFault.problem(new IOException(e)));
    }
  }

  /** Why the last write failed, for operators; empty when it did not. */
  Optional<String> trouble() {
    return trouble;
  }
}
