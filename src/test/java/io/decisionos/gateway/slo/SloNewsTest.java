package io.decisionos.gateway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantFile;
import io.decisionos.gateway.tenant.TenantReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators are told when a tenant's SLO gets into another state. */
final class SloNewsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, new SimpleMeterRegistry());
  private final BlockingQueue<Notice> posted = new LinkedBlockingQueue<>();
  private final SloNews news = new SloNews(bus, new SimpleMeterRegistry());

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** Each answer of so many was bad. */
  private void tell(long bad, long good) {
    byte[] file = "tenant_id: t\nname: T\nstatus: active\n".getBytes(StandardCharsets.UTF_8);
    Tenant tenant = ((TenantFile.Valid) new TenantReader().read("t.yaml", file)).tenant();
    var counts = new Counts(bad + good, bad, 0, 0);
    var errors = ObjectiveStatus.of(Objective.ERROR_RATE, new BigDecimal("0.01"), w -> counts);
    news.tell(List.of(new SloStatus(tenant, List.of(errors), List.of())), Instant.EPOCH);
  }

  private String next() throws InterruptedException {
    Notice notice = posted.poll(20, TimeUnit.SECONDS);
    return notice.kind() + ": " + notice.message();
  }

  @Test
  void whoIsAskedNothingAnyMoreIsNotSaidToKeepIt() throws InterruptedException {
    bus.listen(Notice.POSTED, posted::add).await();
    tell(100, 0);
    assertThat(next()).isEqualTo("slo.critical: its error budget burns fast: error_rate_max");
    tell(0, 100);
    assertThat(next()).isEqualTo("slo.ok: its SLO is kept again");
    tell(100, 0);
    assertThat(next()).startsWith("slo.critical: ");
    tell(0, 0);
    assertThat(next()).isEqualTo("slo.no_data: nothing was answered for six hours");
  }
}
