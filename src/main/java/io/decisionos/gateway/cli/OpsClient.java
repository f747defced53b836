package io.decisionos.gateway.cli;

import io.decisionos.gateway.cli.OpsTarget.Unreachable;
import io.decisionos.gateway.text.Program;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a running gateway's operators' listener. Blocking; confined to one thread. */
final class OpsClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(30);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final URI base;
  private final Optional<String> token;
  private final Duration patience;

  OpsClient(URI base, Optional<String> token) {
    this(base, token, PATIENCE);
  }

  /** Likewise, with a patience of one's own for what is only asked. */
  OpsClient(URI base, Optional<String> token, Duration patience) {
    this.base = base;
    this.token = token;
    this.patience = patience;
  }

  /** What the gateway answered. */
  record Reply(int status, JsonObject json) {}

  /** The answer to a GET, whatever its status. */
  Reply ask(String target) throws Unreachable {
    return send(HttpRequest.newBuilder(URI.create(base + target)), patience);
  }

  /** The answer to a POST, whatever its status; what it does may take its time. */
  Reply post(String target, JsonObject body) throws Unreachable {
    return send(
        HttpRequest.newBuilder(URI.create(base + target))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.encode())),
        LONG_PATIENCE);
  }

  private Reply send(HttpRequest.Builder request, Duration most) throws Unreachable {
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    try {
      // The library's own bound is for the head of an answer alone, however long the rest takes.
      HttpResponse<String> response =
          http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
              .get(most.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(response.statusCode(), new JsonObject(response.body()));
    } catch (ExecutionException e) {
      throw silent(reason(e.getCause()));
    } catch (TimeoutException e) {
      throw silent(" (no whole answer within " + most.toMillis() + " ms)");
    } catch (DecodeException | ClassCastException e) {
      throw new Unreachable(base + " is no gateway: its answer is not JSON; check --url");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted");
    }
  }

  private Unreachable silent(String reason) {
    return new Unreachable(
        "no gateway answers at "
            + base
            + ": start it with "
            + Program.name()
            + ", or give --url"
            + reason);
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
  }

  /** Whether anybody answers there. */
  boolean answers() {
    try {
      ask("/healthz");
      return true;
    } catch (Unreachable e) {
      return false;
    }
  }

  /** Throws if it is the tenants' listener that answers, which also says whether it is ready. */
  void requireOperators() throws Unreachable {
    refuseTenants(ask("/ops/events?limit=1"));
  }

  private void refuseTenants(Reply reply) throws Unreachable {
    if ("tenant.missing".equals(reply.json().getString("reason_code"))) {
      throw new Unreachable(base + " is not the operators' listener but the tenants'; check --url");
    }
  }

  /** The body of a successful answer. */
  JsonObject get(String target) throws Unreachable {
    Reply reply = ask(target);
    if (reply.status() == OK) {
      return reply.json();
    }
    refuseTenants(reply);
    String detail = reply.json().getString("detail", "no details");
    boolean refused = reply.status() == UNAUTHORIZED || reply.status() == FORBIDDEN;
    String hint = refused ? "; give --token-file with a token of scope ops:admin" : "";
    throw new Unreachable(base + target + " answered " + reply.status() + ": " + detail + hint);
  }
}
