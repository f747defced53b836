package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.fault.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The calls of one turn of an event loop, which travel together. For one thread. */
final class RedisTurn {
  private static final int MOST_CALLS = 128;
  private static final String ERROR = "ERROR";

  private static final int MOST_HOPS = 5;

  private final String tenants;
  private final List<RedisCall> calls = new ArrayList<>();
  private final List<Promise<Response>> promises = new ArrayList<>();
  private int hops;

  /**
   * A turn without calls.
   *
   * @param tenants the key under which the tenants of its place are noted
   */
  RedisTurn(String tenants) {
    this.tenants = tenants;
  }

  /** Whether it is as long as Redis should be busy with one script. */
  boolean isFull() {
    return calls.size() == MOST_CALLS;
  }

  Future<Response> add(RedisCall call) {
    Promise<Response> promise = Promise.promise();
    calls.add(call);
    promises.add(promise);
    return promise.future();
  }

  /**
   * The turn as one command.
   *
   * @param script the script's name or its source, as the command wants
   */
  Request request(Command command, String script) {
    Request request = Request.cmd(command).arg(script).arg(calls.size());
    calls.forEach(call -> request.arg(call.key()));
    request.arg(tenants);
    for (RedisCall call : calls) {
      request.arg(call.operation()).arg(call.arguments().size());
      call.arguments().forEach(request::arg);
    }
    return request;
  }

  /** Tells whether this is what the script answers: a list with words for each call. */
  boolean fits(Response answers) {
    return isList(answers)
        && answers.size() == calls.size()
        && answers.stream().allMatch(RedisTurn::isAnswer);
  }

  private static boolean isAnswer(Response answer) {
    return isList(answer)
        && answer.size() > 0
        && answer.get(0) != null
        && answer.get(0).type() == ResponseType.BULK
        && (!isError(answer) || answer.size() == 2);
  }

  private static boolean isList(Response response) {
    return response != null && response.type() == ResponseType.MULTI;
  }

  private static boolean isError(Response answer) {
    return answer.get(0).toString().equals(ERROR);
  }

  /** Its calls one by one, for where they cannot travel together; whoever waits goes on waiting. */
  List<RedisTurn> parts() {
    var parts = new ArrayList<RedisTurn>();
    for (int i = 0; i < calls.size(); i++) {
      var part = new RedisTurn(tenants);
      part.calls.add(calls.get(i));
      part.promises.add(promises.get(i));
      part.hops = hops;
      parts.add(part);
    }
    return parts;
  }

  /** A key that it visits. */
  String key() {
    return calls.get(0).key();
  }

  /** Whether it may be sent on to where Redis says that its keys are; not for ever. */
  boolean goesOn() {
    return ++hops <= MOST_HOPS;
  }

  boolean writes() {
    return calls.stream().anyMatch(RedisCall::writes);
  }

  /**
   * Hands over answers that fit.
   *
   * @param isReplicated whether what was written is where it must be; else it may be lost
   * @return how Redis refused one of the calls, if it did
   */
  Optional<String> answer(Response answers, boolean isReplicated) {
    Optional<String> refused = Optional.empty();
    for (int i = 0; i < promises.size(); i++) {
      Response answer = answers.get(i);
      if (isError(answer)) {
        String message = answer.get(1).toString();
        refused = Optional.of(message);
        fail(i, RedisRefusal.of(message).problem(calls.get(i).writes()));
      } else if (calls.get(i).writes() && !isReplicated) {
        refused = Optional.of("too few replicas have a write in time (storage.redis_wait)");
        fail(i, Unknown.problem());
      } else {
        promises.get(i).complete(answer);
      }
    }
    return refused;
  }

  /** There was nobody to send it to. */
  void refuse(Problem problem) {
    promises.forEach(promise -> promise.fail(problem.asException()));
  }

  /** Redis answered, and refused all of it. */
  void refuse(RedisRefusal refusal) {
    for (int i = 0; i < promises.size(); i++) {
      fail(i, refusal.problem(calls.get(i).writes()));
    }
  }

  /** No answer came: what would write may have happened. */
  void lose() {
    for (int i = 0; i < promises.size(); i++) {
      fail(i, calls.get(i).writes() ? Unknown.problem() : RedisTrouble.away());
    }
  }

  private void fail(int call, Problem problem) {
    promises.get(call).fail(problem.asException());
  }
}
