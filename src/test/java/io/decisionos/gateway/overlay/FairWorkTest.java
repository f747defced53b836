package io.decisionos.gateway.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.Billing;
import io.decisionos.gateway.tenant.EvidenceValues;
import io.decisionos.gateway.tenant.Limits;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the worker's time is shared, and that no call takes much of it. */
final class FairWorkTest {
  private static final YamlSource FILE = new YamlSource("a.yaml", "{}");
  private static final OverlayDefaults DEFAULTS =
      new OverlayDefaults(SloValues.NONE, List.of(), FILE, FILE);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CALLS = 24;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static OverlayChannels.Basis basis(String tenant) {
    var limits =
        new Limits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Limits.UsersAction.WARN);
    var id = new TenantId(tenant);
    return new OverlayChannels.Basis(
        new Tenant(
            id,
            tenant,
            false,
            limits,
            Duration.ZERO,
            SloValues.NONE,
            List.of(),
            EvidenceValues.NONE,
            Billing.NONE,
            FILE),
        DEFAULTS);
  }

  private static Buffer labels(int count) {
    return Buffer.buffer(
        IntStream.range(0, count)
            .mapToObj(i -> "\"k" + i + "\":1")
            .collect(Collectors.joining(",", "{\"labels\":{", "}}")));
  }

  @Test
  void aNeighbourWaitsForOneCallOfTheGreedyTenantAndNotForAll() {
    var bus = new Bus(vertx, new SimpleMeterRegistry());
    var worker =
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.WORKER)
            .setWorkerPoolName("overlay")
            .setWorkerPoolSize(1);
    vertx.deployVerticle(new OverlayVerticle(bus, DEFAULTS), worker).await();
    var greedyDone = new AtomicInteger();
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      var question =
          new OverlayChannels.LabelsToCheck(basis("greedy"), labels(LabelCheck.MOST_LABELS));
      asked.add(
          bus.ask(OverlayChannels.CHECK, question, PATIENCE)
              .onSuccess(answer -> greedyDone.incrementAndGet()));
    }
    var slo = new OverlayChannels.SloQuery(basis("modest"), "");
    int before =
        bus.ask(OverlayChannels.SLO, slo, PATIENCE).map(answer -> greedyDone.get()).await();
    assertThat(before).isLessThan(CALLS / 2);
    Future.all(asked).await();
    assertThat(greedyDone).hasValue(CALLS);
  }

  @Test
  void aCallWithMoreLabelsIsRefusedAndSaysHowManyThereMayBe() {
    LabelCheck.check(
        new TenantId("a"), new LabelCatalog(List.of(), List.of()), labels(LabelCheck.MOST_LABELS));
    assertThatThrownBy(
            () ->
                LabelCheck.check(
                    new TenantId("a"),
                    new LabelCatalog(List.of(), List.of()),
                    labels(LabelCheck.MOST_LABELS + 1)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().type()).isEqualTo(ProblemType.REQUEST_TOO_LARGE);
              assertThat(refused.problem().detail()).contains("10000");
            });
  }
}
