package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.topic.TopicPlace;
import io.decisionos.gateway.fault.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of the records that this gateway sent, for whoever waits for it: that may be asked for
 * before it is known, and be known before it is asked for. What nobody asks for is forgotten. For
 * one thread.
 */
final class TopicOutcomes {
  private static final int MOST = 8192;

  private final Map<TopicPlace, Promise<Integer>> all =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TopicPlace, Promise<Integer>> eldest) {
          return size() > MOST;
        }
      };

  /** How many events were counted of the record at a place, or why none were. */
  Future<Integer> of(TopicPlace place) {
    return take(place).future().onComplete(known -> all.remove(place));
  }

  void counted(TopicPlace place, int events) {
    take(place).tryComplete(events);
  }

  void refused(TopicPlace place, Problem problem) {
    take(place).tryFail(problem.asException());
  }

  private Promise<Integer> take(TopicPlace place) {
    return all.computeIfAbsent(place, p -> Promise.promise());
  }
}
