package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** The calls of one turn of an event loop, which travel together. For one thread. */
final class RedisTurn {
  private final List<RedisCall> calls = new ArrayList<>();
  private final List<Promise<Response>> promises = new ArrayList<>();

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
    for (RedisCall call : calls) {
      request.arg(call.operation()).arg(call.arguments().size());
      call.arguments().forEach(request::arg);
    }
    return request;
  }

  void answer(Response answers) {
    for (int i = 0; i < promises.size(); i++) {
      Response answer = answers.get(i);
      if (answer.get(0).toString().equals("ERROR")) {
        promises.get(i).fail(error(answer.get(1).toString()).asException());
      } else {
        promises.get(i).complete(answer);
      }
    }
  }

  /** What Redis itself refused, before it changed anything. */
  static Problem error(String message) {
    return message.contains("OOM")
        ? Problem.of(
            ProblemType.STORAGE_FULL,
            "Redis is at its maxmemory and nothing was stored. Try again when entries have expired.")
        : Problem.of(
            ProblemType.STORAGE_UNAVAILABLE,
            "Redis refused the call and nothing was stored. Its operator finds why in the log.");
  }

  /** Redis answered, and refused all of it. */
  void refuse(Problem problem) {
    promises.forEach(promise -> promise.fail(problem.asException()));
  }

  /** No answer came: what would write may have happened. */
  void lose() {
    for (int i = 0; i < promises.size(); i++) {
      Problem problem = calls.get(i).writes() ? Unknown.problem() : RedisLine.unavailable();
      promises.get(i).fail(problem.asException());
    }
  }
}
