package io.decisionos.gateway.docs;

import io.decisionos.gateway.access.DevelopmentKey;
import io.decisionos.gateway.docs.OpenApi.Operation;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Calls a gateway that asks for tokens without one, and with tokens that are not enough. */
final class Strangers {
  private static final String TENANT = "acme-corp";
  private static final String CROWDED = "crowded";
  private static final String SCOPES =
      "ops:read store:read store:write replay:write evidence:read evidence:write events:write"
          + " usage:read";

  private final OpenApi api;
  private final Path home;

  Strangers(OpenApi api, Path home) {
    this.api = api;
    this.home = home;
  }

  void knock(BiConsumer<Operation, RawHttp.Response> witness) throws IOException {
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    Files.writeString(
        tenants.resolve("crowded.yaml"),
        """
        tenant_id: crowded
        name: Crowded
        status: active
        limits: {max_users: 1, max_users_action: refuse}
        """);
    try (var gateway = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "jwt"))) {
      var key = DevelopmentKey.of(home.resolve("var"));
      Instant later = Instant.now().plusSeconds(600);
      String lacking = key.mint("stranger", List.of(TENANT), "", later);
      String foreign = key.mint("stranger", List.of("default"), "ops:read", later);
      for (Operation operation : api.operations()) {
        var request = DocumentedRequest.of(api, operation);
        int port = operation.listener().equals("tenants") ? gateway.httpPort() : gateway.opsPort();
        if (!operation.json().getJsonArray("tags").contains("open")) {
          for (DocumentedRequest spoilt :
              List.of(
                  request,
                  with(request, "rubbish"),
                  with(request, lacking),
                  with(request, foreign))) {
            witness.accept(operation, RawHttp.exchange(port, spoilt.raw()));
          }
        } else if (operation.json().getString("operationId").equals("signIn")) {
          var body = new JsonObject().put("token", lacking).encode();
          witness.accept(operation, RawHttp.exchange(port, request.raw()));
          witness.accept(operation, RawHttp.exchange(port, request.carrying(body).raw()));
        }
      }
      crowd(gateway.httpPort(), user -> key.mint(user, List.of(CROWDED), SCOPES, later), witness);
    }
  }

  /** Calls as the second user of a tenant that may have one. */
  private void crowd(
      int port, UnaryOperator<String> tokenOf, BiConsumer<Operation, RawHttp.Response> witness)
      throws IOException {
    List<Operation> ofTenants =
        api.operations().stream()
            .filter(operation -> operation.listener().equals("tenants"))
            .filter(operation -> !operation.json().getJsonArray("tags").contains("open"))
            .toList();
    call(port, ofTenants.get(0), tokenOf.apply("first"), witness);
    String second = tokenOf.apply("second");
    for (Operation operation : ofTenants) {
      call(port, operation, second, witness);
    }
  }

  private void call(
      int port, Operation operation, String token, BiConsumer<Operation, RawHttp.Response> witness)
      throws IOException {
    var request = DocumentedRequest.of(api, operation);
    var crowded = with(request.at(request.target().replace(TENANT, CROWDED)), token);
    witness.accept(operation, RawHttp.exchange(port, crowded.raw()));
  }

  private static DocumentedRequest with(DocumentedRequest request, String token) {
    return request.with("Authorization: Bearer " + token);
  }
}
