package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.trace.CurrentTrace;
import io.decisionos.gateway.trace.OpenSpan;
import io.decisionos.gateway.trace.Span;
import io.decisionos.gateway.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a span of each call of Redis that is a part of what is traced. Calls of one turn travel
 * together, so their spans overlap. Keys and values are not told. Confined to its context.
 */
record TracedData(RedisData data, Tracer tracer) implements RedisData {

  @Override
  public Future<Response> ask(RedisCall call) {
    return traced(call, data::ask);
  }

  @Override
  public Future<Response> askAlone(RedisCall call) {
    return traced(call, data::askAlone);
  }

  private Future<Response> traced(RedisCall call, Function<RedisCall, Future<Response>> ask) {
    Optional<String> parent = CurrentTrace.get();
    Optional<OpenSpan> begun = tracer.under(parent, "redis " + call.operation(), Span.Kind.CLIENT);
    if (begun.isEmpty()) {
      return ask.apply(call);
    }
    OpenSpan span = begun.get();
    span.note("db.system.name", "redis");
    span.note("db.operation.name", call.operation());
    Promise<Response> heard = Promise.promise();
    ask.apply(call)
        .onComplete(
            answer -> {
              if (answer.failed()) {
                span.fail("no answer, or a refusal");
              }
              span.end();
              CurrentTrace.during(parent, () -> heard.handle(answer));
            });
    return heard.future();
  }

  @Override
  public RedisKeys keys() {
    return data.keys();
  }

  @Override
  public Future<Void> open() {
    return data.open();
  }

  @Override
  public String share(TenantId tenant) {
    return data.share(tenant);
  }

  @Override
  public BitSet written() {
    return data.written();
  }

  @Override
  public boolean isConnected() {
    return data.isConnected();
  }

  @Override
  public Future<Void> look() {
    return data.look();
  }

  @Override
  public void onTurn(Runnable hearer) {
    data.onTurn(hearer);
  }

  @Override
  public Optional<String> trouble() {
    return data.trouble();
  }

  @Override
  public Future<Void> close() {
    return data.close();
  }
}
