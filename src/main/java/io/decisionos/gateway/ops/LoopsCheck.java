package io.decisionos.gateway.ops;

import io.decisionos.gateway.work.LoopWatch.Stall;
import io.decisionos.gateway.work.LoopWatch.State;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** Whether the event loops move. Pure. */
final class LoopsCheck {
  private LoopsCheck() {}

  static Check of(List<State> loops) {
    var details = new JsonObject().put("loops", loops.size());
    return loops.stream()
        .filter(loop -> loop.stall().isPresent())
        .max(Comparator.comparing(loop -> loop.stall().get().began()))
        .map(
            loop ->
                Check.degraded(
                    "event loop " + loop.name() + sentence(loop.stall().get()),
                    "this is a fault of the gateway: report it with the place that it names, unless"
                        + " the machine had no processor time to give; restart the gateway if it"
                        + " goes on",
                    details))
        .orElse(Check.ok(details));
  }

  private static String sentence(Stall stall) {
    String held = stall.ended().isPresent() ? " was held up for " : " is held up, so far for ";
    Instant began = stall.began().truncatedTo(ChronoUnit.MILLIS);
    return held + stall.length().toMillis() + " ms since " + began + " in " + stall.where();
  }
}
