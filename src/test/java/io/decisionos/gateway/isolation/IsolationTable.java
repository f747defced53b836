package io.decisionos.gateway.isolation;

import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All sections over one gateway with two tenants, of which the first one has secrets and the second
 * one tries to get at them.
 */
record IsolationTable(RunningGateway gateway, Side theirs, Side mine, List<Section> sections)
    implements AutoCloseable {
  private static final String THEIRS = "alpha";
  private static final String MINE = "beta";
  // All that a tenant's token can allow.
  private static final String SCOPES =
      "ops:read store:read store:write replay:write evidence:read evidence:write events:write"
          + " usage:read";

  /** A feature adds its section here. */
  private static List<Section> allSections() {
    return List.of(
        new OpenSection(),
        new OverlaySection(),
        new SloSection(),
        new UsageSection(),
        new EvidenceSection(),
        new StorageSection(),
        new CardsSection(),
        new EventsSection());
  }

  static IsolationTable open(Path home, Map<String, String> variables) throws IOException {
    return open(home, variables, 1_000_000);
  }

  static IsolationTable open(Path home, Map<String, String> variables, long theirMaxQps)
      throws IOException {
    Path tenants = Files.createDirectories(home.resolve("two"));
    tenant(
        tenants,
        THEIRS,
        """
        name: alphasecret
        limits: {max_qps: %d}
        slo_overlay: {latency_p95_ms: 4711}
        label_overlay:
          additional_labels:
            - {key: alphasecret_label, type: categorical, values: [x, alphasecret_value]}
            - {key: stage, type: categorical, values: [x, alphasecret_value]}
        """
            .formatted(theirMaxQps));
    tenant(
        tenants,
        MINE,
        """
        name: Mine
        label_overlay:
          additional_labels:
            - {key: stage, type: categorical, values: [y]}
        """);
    List<Section> sections = allSections();
    for (Section section : sections) {
      section.furnish(data(home), THEIRS, MINE);
    }
    SigningKey key = key(home);
    var gateway = RunningGateway.start(home, with(tenants, variables));
    return new IsolationTable(
        gateway, side(gateway, THEIRS, key), side(gateway, MINE, key), sections);
  }

  /** A data directory; all have one secret, so that the same cursors come out. */
  private static Path data(Path home) throws IOException {
    Path data = Files.createDirectories(home.resolve("var"));
    Files.write(data.resolve("secret"), new byte[32]);
    return data;
  }

  private static SigningKey key(Path home) throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    SigningKey key = SigningKey.make("key", Algorithm.EDDSA);
    key.writeTo(conf);
    SigningKey.list(conf, key.entry("active"));
    return key;
  }

  private static Map<String, String> with(Path tenants, Map<String, String> variables) {
    var all = new HashMap<>(variables);
    all.put("DECISIONOS_TENANTS", tenants.toString());
    all.put("DECISIONOS_AUTH", "jwt");
    // A busy machine is no neighbour's doing.
    all.put("DECISIONOS_HTTP_PATIENCE_MS", "20000");
    all.put("DECISIONOS_STORAGE_REDIS_TIMEOUT_MS", "20000");
    return all;
  }

  private static Side side(RunningGateway gateway, String tenant, SigningKey key) {
    String token =
        key.sign(
            new JsonObject()
                .put("iss", "decisionos")
                .put("aud", "decisionos")
                .put("sub", tenant + "-user")
                .put("tenant", tenant)
                .put("scope", SCOPES)
                .put("exp", Instant.now().getEpochSecond() + 3600));
    return new Side(gateway, tenant, token);
  }

  private static void tenant(Path tenants, String id, String more) throws IOException {
    Files.writeString(
        tenants.resolve(id + ".yaml"),
        "tenant_id: " + id + "\nstatus: active\nclock_skew_ms: 300000\n" + more);
  }

  /** Gives both tenants their past and returns the rows; to be called once. */
  List<Row> rows() {
    var rows = new ArrayList<Row>();
    sections.forEach(section -> rows.addAll(section.rows(theirs, mine)));
    return rows;
  }

  ServedRoutes routes() throws YamlReader.InvalidYaml {
    return ServedRoutes.of(gateway);
  }

  /** All that the other tenant has, as it sees it. */
  Map<Ask, Reply> theirView() {
    var view = new LinkedHashMap<Ask, Reply>();
    sections.stream()
        .flatMap(section -> section.views().stream())
        .forEach(ask -> view.put(ask, theirs.send(ask)));
    return view;
  }

  @Override
  public void close() {
    gateway.close();
  }
}
