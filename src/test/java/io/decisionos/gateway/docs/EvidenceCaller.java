package io.decisionos.gateway.docs;

import io.decisionos.gateway.docs.OpenApi.Operation;
import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Brings evidence to the outcomes that need documents that are there already. */
final class EvidenceCaller {
  private static final String TENANT = "?tenant=acme-corp";
  private static final int CALLERS = 400;
  private static final int ROUNDS = 5;

  private final OpenApi api;
  private final Path home;
  private final BiConsumer<Operation, RawHttp.Response> witness;
  private final Sender sender = new Sender();

  EvidenceCaller(OpenApi api, Path home, BiConsumer<Operation, RawHttp.Response> witness) {
    this.api = api;
    this.home = home;
    this.witness = witness;
  }

  private Operation operation(String id) {
    return api.operations().stream()
        .filter(operation -> operation.json().getString("operationId").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void send(RunningGateway gateway, String id, DocumentedRequest request)
      throws IOException {
    witness.accept(operation(id), RawHttp.exchange(gateway.httpPort(), request.raw()));
  }

  /** Hands in, replaces, locks, repeats and crowds. */
  void callAll() throws IOException {
    Path evidence = Files.createDirectories(home.resolve("evidence/var/evidence"));
    Files.write(evidence.resolve("bad.json"), EvidenceSample.tampered("acme-corp", 1));
    Files.write(evidence.resolve("twice.json"), EvidenceSample.valid("acme-corp", 1));
    Files.createDirectory(evidence.resolve("twice.locked.json"));
    try (var gateway = RunningGateway.start(home.resolve("evidence"))) {
      take(gateway);
      lock(gateway);
      let(gateway);
      crowd(gateway, "addEvidence");
      crowd(gateway, "lockEvidence");
    }
    lose();
  }

  /** Has a tenant's folder lead out of the root, where nothing is written. */
  private void lose() throws IOException {
    Path evidence = Files.createDirectories(home.resolve("outside/var/evidence"));
    Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
    Files.createSymbolicLink(evidence.resolve("acme-corp"), elsewhere);
    try (var gateway = RunningGateway.start(home.resolve("outside"))) {
      send(gateway, "addEvidence", DocumentedRequest.of(api, operation("addEvidence")));
    }
  }

  private void take(RunningGateway gateway) throws IOException {
    var first = DocumentedRequest.of(api, operation("addEvidence"));
    String other = sample("acme-corp", 2);
    send(gateway, "addEvidence", first.with("If-Match: *"));
    send(gateway, "addEvidence", first);
    send(gateway, "addEvidence", first);
    send(gateway, "addEvidence", first.carrying(other));
    send(gateway, "addEvidence", first.carrying(other).with("If-Match: \"stale\""));
    send(gateway, "addEvidence", first.carrying("{}"));
    send(gateway, "addEvidence", first.carrying(sample("default", 1)));
    var keyed = first.with("Idempotency-Key: take");
    send(gateway, "addEvidence", keyed);
    send(gateway, "addEvidence", keyed);
    send(gateway, "addEvidence", keyed.carrying(other));
  }

  private void lock(RunningGateway gateway) throws IOException {
    var lock = DocumentedRequest.of(api, operation("lockEvidence"));
    send(gateway, "lockEvidence", lock);
    send(gateway, "lockEvidence", lock.at("/evidence/bad/lock" + TENANT));
    send(gateway, "lockEvidence", lock.at("/evidence/twice/lock" + TENANT));
    var keyed = lock.with("Idempotency-Key: lock");
    send(gateway, "lockEvidence", keyed);
    send(gateway, "lockEvidence", keyed);
    send(gateway, "lockEvidence", keyed.at("/evidence/bad/lock" + TENANT));
    var take = DocumentedRequest.of(api, operation("addEvidence"));
    send(gateway, "addEvidence", take.carrying(sample("acme-corp", 2)));
  }

  /** Plans and runs, twice, ahead, and what nobody has planned. */
  private void let(RunningGateway gateway) throws IOException {
    for (String body : new String[] {"{}", "{\"at\":\"2999-01-01T00:00:00Z\"}"}) {
      var plan = DocumentedRequest.of(api, operation("planEvidence")).carrying(body);
      String id =
          new JsonObject(RawHttp.exchange(gateway.opsPort(), plan.raw()).body()).getString("plan");
      for (String named : new String[] {id, id, "00"}) {
        var run = DocumentedRequest.of(api, operation("runEvidencePlan"));
        witness.accept(
            operation("runEvidencePlan"),
            RawHttp.exchange(
                gateway.opsPort(), run.at("/ops/evidence/gc/plans/" + named + "/run").raw()));
      }
    }
  }

  private static String sample(String tenant, long seed) {
    return new String(EvidenceSample.valid(tenant, seed), StandardCharsets.UTF_8);
  }

  private void crowd(RunningGateway gateway, String id) {
    var request = DocumentedRequest.of(api, operation(id));
    boolean crowded = false;
    for (int round = 0; round < ROUNDS && !crowded; round++) {
      var answers =
          sender.sendAll(gateway.httpPort(), Stream.generate(() -> request).limit(CALLERS));
      answers.forEach(answer -> witness.accept(operation(id), answer));
      crowded = answers.stream().anyMatch(answer -> answer.status() == 503);
    }
  }
}
