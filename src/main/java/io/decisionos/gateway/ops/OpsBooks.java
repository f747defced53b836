package io.decisionos.gateway.ops;

import io.decisionos.gateway.http.Instruments;
import io.decisionos.gateway.traffic.TrafficHistory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;

/** What the operators' verticle remembers. Confined to it. */
record OpsBooks(
    Instruments instruments,
    TimelineKeeper timeline,
    DiskCheck disk,
    GenerationTimes generations,
    TrafficHistory traffic,
    Clock clock) {

  /** Takes up what an earlier run has left; completes when all can be used. */
  static Future<OpsBooks> open(Vertx vertx, Path data, Instruments instruments, Clock clock) {
    return TimelineKeeper.open(vertx, data.resolve("timeline.log"), clock.instant())
        .compose(
            timeline ->
                DiskCheck.start(vertx, data)
                    .map(
                        disk ->
                            new OpsBooks(
                                instruments,
                                timeline,
                                disk,
                                new GenerationTimes(),
                                new TrafficHistory(clock),
                                clock)));
  }

  Future<Void> close() {
    return timeline.close().eventually(disk::close);
  }
}
