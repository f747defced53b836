package io.decisionos.gateway.isolation;

import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** A feature adds its section here. */
  private static List<Section> allSections() {
    return List.of(
        new OpenSection(), new OverlaySection(), new EvidenceSection(), new StorageSection());
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
    Path data = Files.createDirectories(home.resolve("var"));
    List<Section> sections = allSections();
    for (Section section : sections) {
      section.furnish(data, THEIRS, MINE);
    }
    var all = new HashMap<>(variables);
    all.put("DECISIONOS_TENANTS", tenants.toString());
    all.put("DECISIONOS_HTTP_PATIENCE_MS", "20000");
    var gateway = RunningGateway.start(home, all);
    return new IsolationTable(
        gateway, new Side(gateway, THEIRS), new Side(gateway, MINE), sections);
  }

  private static void tenant(Path tenants, String id, String more) throws IOException {
    Files.writeString(
        tenants.resolve(id + ".yaml"), "tenant_id: " + id + "\nstatus: active\n" + more);
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
