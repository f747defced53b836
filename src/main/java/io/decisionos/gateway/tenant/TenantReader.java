package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.DocumentReader;
import io.decisionos.gateway.config.Excerpt;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlNode;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.text.Rfc3339;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads tenants' files. {@code tenants/schema.yaml} says the same in JSON Schema, and a test keeps
 * the two together. For one thread.
 */
public final class TenantReader implements DocumentReader<TenantFile> {
  private static final Pattern ID = Pattern.compile("(?!unknown$)" + TenantId.FORM);
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Duration DEFAULT_SKEW = Duration.ofSeconds(60);
  private static final long MOST_SKEW_MS = 300_000;
  private static final Map<String, Boolean> STATUS = Map.of("active", false, "suspended", true);

  private final OneOfEqual<Limits> limits = new OneOfEqual<>();
  private final OneOfEqual<SloValues> objectives = new OneOfEqual<>();
  private final OneOfEqual<Billing> prices = new OneOfEqual<>();

  @Override
  public boolean accepts(String name) {
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    boolean temporary = name.startsWith(".") || name.startsWith("#");
    return yaml && !temporary && !name.equals("schema.yaml");
  }

  @Override
  public TenantFile read(String name, byte[] content) {
    try {
      return read(YamlSource.of(name, content), YamlReader.read(name, content));
    } catch (InvalidYaml e) {
      return unparsed(content, e.fault());
    }
  }

  @Override
  public TenantFile unreadable(String name, Fault fault) {
    return new TenantFile.Broken(
        List.of(fault), Optional.empty(), Optional.empty(), false, Excerpt.NONE);
  }

  @Override
  public TenantFile tooLarge(String name, byte[] beginning, Fault fault) {
    return unparsed(beginning, fault);
  }

  /** Whatever keeps a file from being parsed, what its lines say plainly counts. */
  private static TenantFile unparsed(byte[] content, Fault fault) {
    String text = YamlReader.legible(content);
    List<String> ids = TopLevelLine.words(text, "tenant_id");
    Optional<TenantId> named = ids.size() == 1 ? id(ids.get(0)) : Optional.empty();
    boolean suspended = TopLevelLine.words(text, "status").contains("suspended");
    Excerpt excerpt = Excerpt.of(text, List.of(fault));
    return new TenantFile.Broken(List.of(fault), Optional.empty(), named, suspended, excerpt);
  }

  private TenantFile read(YamlSource source, YamlNode document) {
    Section root = Section.of(source.file(), document);
    List.of("tenant_id", "name", "status").forEach(root::require);
    Optional<TenantId> id =
        root.text("tenant_id", ID, "an id of the form " + TenantId.FORM + ", not \"unknown\"")
            .map(TenantId::new);
    Optional<String> title = root.text("name");
    Optional<Boolean> suspended = root.oneOf("status", STATUS);
    Limits limit = limits.of(Limits.read(root.section("limits")));
    Duration skew = skew(root);
    SloValues slo = objectives.of(SloValues.read(root.section("slo_overlay")));
    List<Label> labels = labels(root.section("label_overlay"));
    EvidenceValues evidence = EvidenceValues.read(root.section("evidence_overlay"));
    Billing billing = prices.of(Billing.read(root.section("billing")));
    readRest(root);
    root.close();
    if (!root.faults().isEmpty()) {
      return broken(source, root.faults(), id, suspended.orElse(false));
    }
    return new TenantFile.Valid(
        new Tenant(
            id.orElseThrow(),
            title.orElseThrow(),
            suspended.orElseThrow(),
            limit,
            skew,
            slo,
            labels,
            evidence,
            billing,
            source));
  }

  private static TenantFile broken(
      YamlSource source, List<Fault> faults, Optional<TenantId> id, boolean suspended) {
    Excerpt excerpt = Excerpt.of(source.text(), faults);
    return new TenantFile.Broken(faults, id, id, suspended, excerpt);
  }

  private static Duration skew(Section root) {
    return root.integer("clock_skew_ms", 0, MOST_SKEW_MS)
        .map(Duration::ofMillis)
        .orElse(DEFAULT_SKEW);
  }

  private static Optional<TenantId> id(String text) {
    return TenantId.parse(text).filter(id -> !id.value().equals(TenantId.RESERVED));
  }

  private static List<Label> labels(Section overlay) {
    List<Label> labels = Label.readAll(overlay, "additional_labels");
    overlay.close();
    return labels;
  }

  /** Checks what the gateway shows to operators and does not act on. */
  private static void readRest(Section root) {
    for (String key : List.of("created_at", "updated_at")) {
      root.text(key, Rfc3339.FORM, "a time such as 2026-01-31T12:00:00Z")
          .filter(time -> Rfc3339.cut(time).isEmpty())
          .ifPresent(time -> root.refuse(key, time, "a day and a second that exist"));
    }
    Section contacts = root.section("contacts");
    contacts.text("technical_email", EMAIL, "an e-mail address");
    contacts.text("billing_email", EMAIL, "an e-mail address");
    contacts.close();
    Section metadata = root.section("metadata");
    metadata.text("industry");
    metadata.text("region");
    metadata.texts("compliance_requirements");
  }
}
