package io.decisionos.gateway.evidence.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.FollowerStatus;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.ops.Check;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** That a file whose reading does not end is told of by its path. */
class OpenReadingsTest {
  private long now = Long.MAX_VALUE - 5;
  private final OpenReadings readings = new OpenReadings(() -> now);

  private void read(String path) throws InterruptedException {
    var reader = new Thread(() -> readings.begin(new EvidencePath(path)));
    reader.start();
    reader.join();
  }

  private Check check() {
    return FollowerStatus.slowReading(readings.longest(), new JsonObject())
        .orElseGet(() -> Check.ok(new JsonObject()));
  }

  @Test
  void whatIsReadForLongIsToldByItsPathAndWhatHasBeenReadIsNot() throws InterruptedException {
    readings.begin(new EvidencePath("read.json"));
    now += Duration.ofSeconds(1).toNanos();
    read("stuck.json");
    now += Duration.ofSeconds(1).toNanos();
    read("fine.json");
    readings.end();
    now += Duration.ofSeconds(28).toNanos();
    assertThat(check().state()).isEqualTo(Check.State.OK);

    now += Duration.ofSeconds(1).toNanos();
    assertThat(check().state()).isEqualTo(Check.State.DEGRADED);
    assertThat(check().toString()).contains("evidence \"stuck.json\" has been read for 30 s");
  }
}
