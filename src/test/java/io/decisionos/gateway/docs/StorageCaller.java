package io.decisionos.gateway.docs;

import io.decisionos.gateway.docs.OpenApi.Operation;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Brings the storage to the outcomes that need a past, a bound or a broken Redis. */
final class StorageCaller {
  // More than the widest channel of the storage takes in.
  private static final int CALLERS = 1100;
  // Callers that connect for the first time may be too slow to crowd.
  private static final int ROUNDS = 5;
  private static final String STALE = "If-Match: \"stale\"";

  private final OpenApi api;
  private final Path home;
  private final BiConsumer<Operation, RawHttp.Response> witness;
  private final Sender sender = new Sender();

  StorageCaller(OpenApi api, Path home, BiConsumer<Operation, RawHttp.Response> witness) {
    this.api = api;
    this.home = home;
    this.witness = witness;
  }

  private List<Operation> storage() {
    return api.operations().stream()
        .filter(operation -> operation.json().getJsonArray("tags").contains("storage"))
        .toList();
  }

  private Operation operation(String id) {
    return storage().stream()
        .filter(operation -> operation.json().getString("operationId").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private DocumentedRequest request(String id) {
    return DocumentedRequest.of(api, operation(id));
  }

  private void send(RunningGateway gateway, String id, DocumentedRequest request)
      throws IOException {
    witness.accept(operation(id), RawHttp.exchange(gateway.httpPort(), request.raw()));
  }

  /** Leads an entry and a nonce through their lives, with every condition and with repeats. */
  void writeAndRead() throws IOException {
    try (var gateway = RunningGateway.start(home.resolve("life"))) {
      var put = request("putEntry");
      vary(gateway, "putEntry", put, "If-Match: *");
      send(gateway, "putEntry", put);
      vary(gateway, "putEntry", put, STALE, "If-None-Match: *");
      repeat(gateway, "putEntry", put);
      send(gateway, "listEntries", request("listEntries"));
      send(gateway, "getEntry", request("getEntry"));
      vary(gateway, "getEntry", request("getEntry"), STALE, "If-None-Match: *");
      var delete = request("deleteEntry");
      vary(gateway, "deleteEntry", delete, STALE, "If-None-Match: *");
      repeat(gateway, "deleteEntry", delete);
      vary(gateway, "deleteEntry", delete, "If-Match: *");
      var replay = request("admitNonce");
      repeat(gateway, "admitNonce", replay);
      send(gateway, "admitNonce", replay.carrying("{\"nonce\":\"n\",\"timestamp_ms\":1}"));
    }
  }

  /** Sends the request once with each of the header fields. */
  private void vary(RunningGateway gateway, String id, DocumentedRequest request, String... fields)
      throws IOException {
    for (String field : fields) {
      send(gateway, id, request.with(field));
    }
  }

  /** Sends the request, its repeat, and another one under the same key. */
  private void repeat(RunningGateway gateway, String id, DocumentedRequest request)
      throws IOException {
    var keyed = request.with("Idempotency-Key: " + id);
    send(gateway, id, keyed);
    send(gateway, id, keyed);
    send(gateway, id, keyed.with(STALE));
  }

  /** Takes a store to its bounds and those of one tenant. */
  void fill() throws IOException {
    Path tenants = Files.createDirectories(home.resolve("full/few"));
    for (String id : List.of("t1", "t2", "t3")) {
      String text = "tenant_id: " + id + "\nname: T\nstatus: active\n";
      Files.writeString(tenants.resolve(id + ".yaml"), text);
    }
    var small =
        Map.of(
            "DECISIONOS_TENANTS", tenants.toString(),
            "DECISIONOS_STORAGE_MAX_ENTRIES", "2",
            "DECISIONOS_STORAGE_MAX_NONCES", "1");
    try (var gateway = RunningGateway.start(home.resolve("full"), small)) {
      var put = request("putEntry");
      for (String entry :
          List.of("greeting?tenant=t1", "more?tenant=t1", "a?tenant=t2", "a?tenant=t3")) {
        send(gateway, "putEntry", put.at("/etags/" + entry));
      }
      var replay = request("admitNonce");
      for (String tenant : List.of("t1", "t2")) {
        send(gateway, "admitNonce", replay.at(replay.target().replace("acme-corp", tenant)));
      }
    }
  }

  /** Has Redis freeze under a crowd of callers, and then die. */
  void loseRedis() throws IOException {
    Path directory = Files.createDirectories(home.resolve("redis"));
    try (var redis = RealRedis.start(directory)) {
      var variables =
          Map.of(
              "DECISIONOS_STORAGE", "redis",
              "DECISIONOS_REDIS_URL", redis.url(),
              "DECISIONOS_STORAGE_REDIS_TIMEOUT_MS", "60000",
              "DECISIONOS_HTTP_PATIENCE_MS", "1000",
              // All of the crowd have one address.
              "DECISIONOS_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "100000");
      try (var gateway = RunningGateway.start(home.resolve("lost"), variables)) {
        for (Operation operation : storage()) {
          redis.signal("STOP");
          crowd(gateway, operation);
          redis.signal("CONT");
        }
        redis.signal("KILL");
        for (Operation operation : storage()) {
          var request = DocumentedRequest.of(api, operation);
          witness.accept(operation, sender.send(gateway.httpPort(), request).join());
        }
      }
    }
  }

  /** Sends more requests than may wait, until some are turned away. */
  private void crowd(RunningGateway gateway, Operation operation) {
    var request = DocumentedRequest.of(api, operation);
    boolean crowded = false;
    for (int round = 0; round < ROUNDS && !crowded; round++) {
      var answers =
          sender.sendAll(gateway.httpPort(), Stream.generate(() -> request).limit(CALLERS));
      answers.forEach(answer -> witness.accept(operation, answer));
      crowded =
          answers.stream().map(OpenApi::outcome).anyMatch(o -> o.endsWith("gateway.overloaded"));
    }
  }
}
