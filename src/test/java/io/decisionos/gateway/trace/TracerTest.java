package io.decisionos.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TracerTest {
  private static final String MARKED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final Instant BEGIN = Instant.parse("2026-12-01T00:00:00.000000001Z");

  private final Random random = new Random(7);
  private Instant now = BEGIN;

  private Tracer tracer(double share) {
    return new Tracer(share, () -> now, random::nextLong);
  }

  @Test
  void anUnmarkedRequestIsTracedByTheShareAlone() {
    long traced = traced(tracer(0.1), Optional.empty(), 10_000);

    assertThat(traced).isBetween(800L, 1200L);
    assertThat(traced(tracer(0), Optional.empty(), 1000)).isZero();
    assertThat(traced(tracer(1), Optional.empty(), 1000)).isEqualTo(1000);
  }

  private static long traced(Tracer tracer, Optional<String> callers, int requests) {
    return IntStream.range(0, requests)
        .filter(i -> tracer.request(callers).span().isPresent())
        .count();
  }

  @Test
  void allWhoLookAtOneTraceChooseAlike() {
    String low = "00-0af7651916cd43dd84ffffffffffffff-b7ad6b7169203331-01";

    assertThat(traced(tracer(0.01), Optional.of(low), 500)).isEqualTo(500);
  }

  @Test
  void callersWhoMarkAllTheirRequestsGetSoManyASecond() {
    Tracer tracer = tracer(0);

    assertThat(traced(tracer, Optional.of(MARKED), 1000)).isEqualTo(Sampling.MARKED_A_SECOND);
    now = now.plusSeconds(1);
    assertThat(traced(tracer, Optional.of(MARKED), 1000)).isEqualTo(Sampling.MARKED_A_SECOND);
  }

  @Test
  void whatIsNotTracedIsHandedOnAsNotTraced() {
    Tracer tracer = tracer(0);
    traced(tracer, Optional.of(MARKED), Sampling.MARKED_A_SECOND);

    Tracer.Decision beyond = tracer.request(Optional.of(MARKED));

    assertThat(beyond.handedOn()).contains(MARKED.replace("-01", "-00"));
    assertThat(tracer.under(beyond.handedOn(), "storage.put", Span.Kind.INTERNAL)).isEmpty();
    assertThat(tracer.request(Optional.empty()).handedOn()).isEmpty();
  }

  @Test
  void aCallerWhoSaysNoIsHeard() {
    assertThat(traced(tracer(1), Optional.of(MARKED.replace("-01", "-00")), 10)).isZero();
  }

  @Test
  void aPartIsInTheTraceOfItsWhole() {
    Tracer tracer = tracer(1);
    OpenSpan whole = tracer.request(Optional.of(MARKED)).span().orElseThrow();
    OpenSpan part =
        tracer.under(Optional.of(whole.header()), "overlay.slo", Span.Kind.CLIENT).orElseThrow();
    part.note("decisionos.tenant", "default");
    part.fail("worker.timeout");
    part.end();
    part.end();
    whole.name("GET /slo");
    whole.end();

    List<Span> ended = tracer.take(10);

    assertThat(ended).extracting(Span::name).containsExactly("overlay.slo", "GET /slo");
    Span first = ended.get(0);
    Span second = ended.get(1);
    assertThat(second.parent()).contains("b7ad6b7169203331");
    assertThat(first.parent()).contains(second.place().spanId());
    assertThat(first.place().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(first.attributes()).containsEntry("decisionos.tenant", "default");
    assertThat(first.failure()).contains("worker.timeout");
    assertThat(first.beginNanos())
        .isEqualTo(TimeUnit.SECONDS.toNanos(BEGIN.getEpochSecond()) + BEGIN.getNano());
    assertThat(first.endNanos()).isGreaterThanOrEqualTo(first.beginNanos());
  }

  @Test
  void whatNobodyTakesIsDroppedAndCounted() {
    Tracer tracer = tracer(1);
    for (int i = 0; i < Tracer.MOST_WAITING + 3; i++) {
      tracer.request(Optional.empty()).span().orElseThrow().end();
    }

    assertThat(tracer.dropped()).isEqualTo(3);
    assertThat(tracer.take(Integer.MAX_VALUE)).hasSize(Tracer.MOST_WAITING);
  }
}
