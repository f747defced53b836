package io.decisionos.gateway.docs;

import io.decisionos.gateway.docs.OpenApi.Operation;
import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Brings evidence to the outcomes that need documents that are there already. */
final class EvidenceCaller {
  private static final String TENANT = "?tenant=acme-corp";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More than the newest that are never let go of. */
  private static final int KEPT = 8;

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
      prove(gateway);
      let(gateway);
      hold(gateway);
      crowd(gateway, "addEvidence");
      crowd(gateway, "lockEvidence");
    }
    loseTheLog();
    lose();
  }

  /** Proves what was just handed in, and reads the log. */
  private void prove(RunningGateway gateway) throws IOException {
    Await.until(
        PATIENCE,
        () -> gateway.get("/evidence/log/acme-corp/checkpoint").statusCode() == 200,
        () -> gateway.ops("/readyz").body());
    var prove = DocumentedRequest.of(api, operation("getEvidenceProof"));
    send(gateway, "getEvidenceProof", prove.at("/evidence/2026-01/proof" + TENANT));
    for (String id : new String[] {"listEvidenceTenants", "getEvidenceProofForOperators"}) {
      var known = DocumentedRequest.of(api, operation(id));
      toOperators(
          gateway,
          id,
          id.startsWith("get") ? known.at("/ops/evidence/acme-corp/2026-01/proof") : known);
    }
    send(
        gateway,
        "getEvidenceCheckpoint",
        DocumentedRequest.of(api, operation("getEvidenceCheckpoint")));
    String checkpoint = gateway.get("/evidence/log/acme-corp/checkpoint").body();
    var tile = DocumentedRequest.of(api, operation("getEvidenceTile"));
    var partial = tile.at("/evidence/log/acme-corp/tile/0/000.p/" + checkpoint.split("\n", -1)[1]);
    send(gateway, "getEvidenceTile", partial);
    send(gateway, "getEvidenceTile", partial.with("If-None-Match: *"));
  }

  /** Starts once more if the log has gone, and asks for all that needs it. */
  private void loseTheLog() throws IOException {
    Path root = home.resolve("evidence/var/evidence");
    Files.move(root.resolve(".log"), home.resolve("log"));
    for (int i = 0; i < KEPT; i++) {
      Path old = root.resolve("evidence_old" + i + ".json");
      Files.write(old, EvidenceSample.valid("acme-corp", 100 + i));
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(30))));
    }
    try (var gateway = RunningGateway.start(home.resolve("evidence"))) {
      Await.until(
          PATIENCE,
          () ->
              gateway.get("/evidence/old0?tenant=acme-corp").statusCode() == 200
                  && gateway.get("/evidence/log/acme-corp/checkpoint").statusCode() == 503,
          () -> gateway.ops("/readyz").body());
      for (String id :
          new String[] {"getEvidenceProof", "getEvidenceCheckpoint", "getEvidenceTile"}) {
        send(gateway, id, DocumentedRequest.of(api, operation(id)));
      }
      toOperators(
          gateway,
          "getEvidenceProofForOperators",
          DocumentedRequest.of(api, operation("getEvidenceProofForOperators")));
      send(gateway, "lockEvidence", DocumentedRequest.of(api, operation("lockEvidence")));
      toOperators(
          gateway,
          "acknowledgeLostEvidence",
          DocumentedRequest.of(api, operation("acknowledgeLostEvidence")));
      var plan = DocumentedRequest.of(api, operation("planEvidence")).carrying("{}");
      String name =
          new JsonObject(RawHttp.exchange(gateway.opsPort(), plan.raw()).body()).getString("plan");
      var run = DocumentedRequest.of(api, operation("runEvidencePlan"));
      toOperators(gateway, "runEvidencePlan", run.at("/ops/evidence/gc/plans/" + name + "/run"));
    }
  }

  private void toOperators(RunningGateway gateway, String id, DocumentedRequest request)
      throws IOException {
    witness.accept(operation(id), RawHttp.exchange(gateway.opsPort(), request.raw()));
  }

  /** Has a tenant's folder lead out of the root, if nothing is written. */
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

  /** Holds what is there, and looks at all holds. */
  private void hold(RunningGateway gateway) throws IOException {
    var hold = DocumentedRequest.of(api, operation("holdEvidence"));
    toOperators(gateway, "holdEvidence", hold.at("/ops/evidence/acme-corp/2026-01/hold"));
    toOperators(
        gateway, "listEvidenceHolds", DocumentedRequest.of(api, operation("listEvidenceHolds")));
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
