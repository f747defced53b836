package io.decisionos.gateway.app;

import io.decisionos.gateway.access.AccessSettings;
import io.decisionos.gateway.access.AuditSettings;
import io.decisionos.gateway.cards.log.LogSettings;
import io.decisionos.gateway.config.NumberRange;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.evidence.archive.ArchiveSettings;
import io.decisionos.gateway.evidence.scan.EvidenceSettings;
import io.decisionos.gateway.fleet.FleetSettings;
import io.decisionos.gateway.http.HttpSettings;
import io.decisionos.gateway.http.ListenerParts.Bind;
import io.decisionos.gateway.http.connection.ConnectionTimes;
import io.decisionos.gateway.http.connection.Tls;
import io.decisionos.gateway.keysource.SourceSettings;
import io.decisionos.gateway.otlp.OtlpSettings;
import io.decisionos.gateway.storage.StorageSettings;
import io.decisionos.gateway.tenant.TenantSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code conf/gateway.yaml} as values. {@code docs/configuration.md} lists every key, and a test
 * compares the two.
 *
 * @param fixed what only a restart changes
 * @param live what a reload changes
 */
public record GatewayConfig(Fixed fixed, Live live) {
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");
  private static final Pattern ANY = Pattern.compile(".*");
  private static final String WITHOUT_TOKENS =
      "%s while auth.mode is off, as others than this machine's own programs come that way; if that"
          + " is meant, set auth.off_is_deliberate: true";
  private static final long MOST_CONNECTIONS = 1_000_000;
  private static final long MOST_PORT = 65_535;
  private static final long HOUR_MS = 3_600_000;

  /** What only a restart changes. */
  public record Fixed(
      Bind http,
      Bind ops,
      int eventLoops,
      int connectionsPerAddress,
      Duration patience,
      Path tenants,
      Path data,
      Path secret,
      StorageSettings storage,
      EvidenceSettings evidence,
      Optional<ArchiveSettings> archive,
      LogSettings events,
      int streams,
      AccessSettings auth,
      SourceSettings sources,
      AuditSettings audit,
      LogFormat logFormat,
      Duration shutdownDelay,
      int namedTenants,
      Duration overloadTarget,
      FleetSettings fleet,
      OtlpSettings traces) {

    /** How many event loops there are. */
    int loops() {
      return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
    }

    /** Whether tokens of the development key count: on a machine of one's own alone. */
    boolean takesDevelopmentKey() {
      return auth.asksForProof()
          && auth.developmentKey()
          && isLoopback(http.host())
          && isLoopback(ops.host());
    }
  }

  /** What a reload changes. */
  public record Live(
      HttpSettings http, HttpSettings ops, TenantSettings tenants, LogLevel logLevel) {}

  /** How log lines look. */
  public enum LogFormat {
    TEXT,
    JSON
  }

  /** From which level on lines are logged. */
  public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /** Reads the file; its faults stay with the section. */
  public static GatewayConfig read(Section root) {
    var read = new LinkedHashMap<String, Section>();
    Function<String, Section> sections = name -> read.computeIfAbsent(name, root::section);
    var config = new GatewayConfig(fixed(sections), live(sections));
    if (!config.fixed().auth().opensToOthers()) {
      refuseForeign(sections.apply("http"), config.live().http());
      refuseForeign(sections.apply("ops"), config.live().ops());
    }
    read.values().forEach(Section::close);
    root.close();
    return config;
  }

  private static void refuseForeign(Section listener, HttpSettings settings) {
    settings.foreignHosts().stream()
        .findFirst()
        .ifPresent(
            host ->
                listener.refuse(
                    "hosts", '"' + host + '"', WITHOUT_TOKENS.formatted("names of loopback")));
  }

  private static Fixed fixed(Function<String, Section> sections) {
    Section http = sections.apply("http");
    AccessSettings auth = AccessSettings.read(sections.apply("auth"));
    Bind httpBind = bind(http, auth, 8080, -1);
    Bind opsBind = bind(sections.apply("ops"), auth, 8081, 0);
    requireTwo(httpBind, opsBind, sections.apply("ops"));
    StorageSettings storage = StorageSettings.read(sections.apply("storage"));
    return new Fixed(
        httpBind,
        opsBind,
        Math.toIntExact(http.integer("event_loops", 0, 256).orElse(0L)),
        Math.toIntExact(
            http.integer("max_connections_per_address", 1, MOST_CONNECTIONS).orElse(1024L)),
        millis(http, "patience_ms", 1, 2000),
        Path.of(sections.apply("tenants").text("directory").orElse("tenants")),
        data(sections.apply("data")),
        secret(sections.apply("data")),
        storage,
        EvidenceSettings.read(sections.apply("evidence")),
        ArchiveSettings.read(sections.apply("evidence")),
        LogSettings.read(sections.apply("events")),
        Math.toIntExact(sections.apply("streams").integer("max_per_tenant", 0, 10_000).orElse(50L)),
        auth,
        SourceSettings.read(sections.apply("keys")),
        AuditSettings.read(sections.apply("audit")),
        logFormat(sections.apply("log")),
        millis(sections.apply("shutdown"), "delay_ms", 0, 0),
        Math.toIntExact(sections.apply("metrics").integer("tenants", 0, 1000).orElse(50L)),
        millis(sections.apply("overload"), "target_ms", 0, 20),
        FleetSettings.read(sections.apply("fleet"), storage.kind() == StorageSettings.Kind.REDIS),
        OtlpSettings.read(sections.apply("traces")));
  }

  private static void requireTwo(Bind http, Bind ops, Section section) {
    if (http.port() == ops.port() && ops.port() != 0) {
      section.refuse("port", ops.port() + ", which is http.port", "another port");
    }
  }

  private static LogFormat logFormat(Section log) {
    return log.oneOf("format", Map.of("text", LogFormat.TEXT, "json", LogFormat.JSON))
        .orElse(LogFormat.TEXT);
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  private static Path data(Section data) {
    return Path.of(data.text("directory").orElse("var"));
  }

  private static Path secret(Section data) {
    return data.text("secret_file", ANY, "a path")
        .filter(file -> !file.isEmpty())
        .map(Path::of)
        .orElseGet(() -> data(data).resolve("secret"));
  }

  private static Bind bind(Section listener, AccessSettings auth, int port, int freePort) {
    String host = listener.text("host").orElse("127.0.0.1");
    Tls tls = Tls.read(listener);
    if (!isLoopback(host) && !auth.asksForProof()) {
      listener.refuse("host", '"' + host + '"', "a loopback address while auth.mode is off");
    } else if (tls.mode() == Tls.Mode.TERMINATED_UPSTREAM && !auth.opensToOthers()) {
      listener.refuse("tls", "terminated-upstream", WITHOUT_TOKENS.formatted("off or on"));
    } else if (!isLoopback(host) && !tls.isSecure()) {
      listener.refuse("tls", "off", "on or terminated-upstream while host is not loopback");
    }
    return new Bind(
        host,
        Math.toIntExact(listener.integer("port", 0, MOST_PORT).orElse((long) port)),
        freePort,
        new ConnectionTimes(
            millis(listener, "head_timeout_ms", 1000, 10_000),
            millis(listener, "body_timeout_ms", 1000, 30_000),
            millis(listener, "idle_timeout_ms", 1000, 60_000)),
        tls);
  }

  private static Duration millis(Section section, String key, long least, long otherwise) {
    return Duration.ofMillis(section.integer(key, least, HOUR_MS).orElse(otherwise));
  }

  private static Live live(Function<String, Section> sections) {
    double sample =
        sections
            .apply("access_log")
            .number("sample", NumberRange.SHARE)
            .map(BigDecimal::doubleValue)
            .orElse(0.0);
    return new Live(
        HttpSettings.read(sections.apply("http"), sample),
        HttpSettings.read(sections.apply("ops"), sample),
        TenantSettings.read(sections.apply("tenants")),
        sections
            .apply("log")
            .oneOf(
                "level",
                Map.of(
                    "debug", LogLevel.DEBUG,
                    "info", LogLevel.INFO,
                    "warn", LogLevel.WARN,
                    "error", LogLevel.ERROR))
            .orElse(LogLevel.INFO));
  }
}
