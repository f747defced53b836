package io.decisionos.gateway.alerts.rules;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** The alerts that there are. {@code docs/alerts.md} has them as a table, and a test compares. */
public enum BuiltIn {
  TENANT_CONFIG_INVALID(
      "TenantConfigInvalid", Reach.FLEET, Severity.WARNING, "A tenant's file is invalid"),
  TENANTS_DIRECTORY_GONE(
      "TenantsDirectoryGone",
      Reach.GATEWAY,
      Severity.CRITICAL,
      "The directory of tenants cannot be used"),
  CONF_INVALID(
      "ConfInvalid", Reach.GATEWAY, Severity.WARNING, "A file of the configuration is invalid"),
  EVIDENCE_TAMPERED(
      "EvidenceTampered", Reach.FLEET, Severity.CRITICAL, "Evidence is not what was signed"),
  EVIDENCE_LOST("EvidenceLost", Reach.FLEET, Severity.CRITICAL, "Evidence is gone"),
  EVIDENCE_LOG_STOPPED(
      "EvidenceLogStopped", Reach.FLEET, Severity.CRITICAL, "A log of evidence has stopped"),
  ARCHIVE_BEHIND(
      "ArchiveBehind", Reach.FLEET, Severity.WARNING, "The archive of evidence is behind"),
  STORAGE_UNAVAILABLE(
      "StorageUnavailable", Reach.GATEWAY, Severity.CRITICAL, "The storage cannot be used"),
  DISK_LOW("DiskLow", Reach.GATEWAY, Severity.CRITICAL, "The disk of the data is full or fails"),
  KEY_EXPIRY_SOON(
      "KeyExpirySoon", Reach.FLEET, Severity.WARNING, "A key ends soon and none follows it"),
  KEY_SOURCE_STALE(
      "KeySourceStale", Reach.GATEWAY, Severity.WARNING, "A source of keys cannot be read"),
  REASON_THRESHOLD(
      "ReasonThreshold",
      Reach.FLEET,
      Severity.WARNING,
      "A reason was met more often than its threshold"),
  SLO_BURN("SloBurn", Reach.FLEET, Severity.WARNING, "A tenant's error budget burns"),
  TENANT_RATE_LIMITED(
      "TenantRateLimited",
      Reach.FLEET,
      Severity.WARNING,
      "Requests of a tenant are refused for its limit",
      1),
  TENANT_USERS_OVER(
      "TenantUsersOver", Reach.FLEET, Severity.WARNING, "A tenant has more users than its limit"),
  TENANT_STORAGE_NEAR_FULL(
      "TenantStorageNearFull",
      Reach.FLEET,
      Severity.WARNING,
      "A tenant's storage is nearly full",
      90),
  EVENT_LOOP_HELD("EventLoopHeld", Reach.GATEWAY, Severity.WARNING, "An event loop is held up"),
  FLEET_DRIFT("FleetDrift", Reach.FLEET, Severity.WARNING, "Gateways run by different files"),
  GATEWAY_LOST("GatewayLost", Reach.FLEET, Severity.CRITICAL, "A gateway is gone"),
  COST_BUDGET("CostBudget", Reach.FLEET, Severity.WARNING, "A tenant's budget runs out"),
  COST_SPIKE("CostSpike", Reach.FLEET, Severity.WARNING, "A tenant costs far more than usual"),
  CAPACITY_SHORT(
      "CapacityShort", Reach.GATEWAY, Severity.WARNING, "The gateway is short of capacity"),
  HEARTBEAT("Heartbeat", Reach.GATEWAY, Severity.INFO, "The gateway tells that it can tell");

  /** The value of the label {@code gateway} of what is no single gateway's. */
  public static final String FLEET = "fleet";

  private final String word;
  private final Reach reach;
  private final Severity severity;
  private final String summary;
  private final OptionalDouble threshold;

  /** Whose trouble it is. */
  public enum Reach {
    GATEWAY,
    /** The fleet's or a tenant's, so that it is one however many gateways see it. */
    FLEET
  }

  BuiltIn(String word, Reach reach, Severity severity, String summary) {
    this.word = word;
    this.reach = reach;
    this.severity = severity;
    this.summary = summary;
    this.threshold = OptionalDouble.empty();
  }

  BuiltIn(String word, Reach reach, Severity severity, String summary, double threshold) {
    this.word = word;
    this.reach = reach;
    this.severity = severity;
    this.summary = summary;
    this.threshold = OptionalDouble.of(threshold);
  }

  /** The value of the label {@code alertname}. */
  public String word() {
    return word;
  }

  /** The alert of that name. */
  public static Optional<BuiltIn> of(String word) {
    return Arrays.stream(values()).filter(alert -> alert.word.equals(word)).findFirst();
  }

  public Reach reach() {
    return reach;
  }

  /** How bad it is, if what was seen does not say so itself. */
  public Severity severity() {
    return severity;
  }

  /** One sentence for whoever is told. */
  public String summary() {
    return summary;
  }

  /** From which value on it counts, if the file says nothing. */
  public OptionalDouble threshold() {
    return threshold;
  }

  /** Whether it is about one tenant. */
  public boolean ofTenant() {
    return switch (this) {
      case TENANT_CONFIG_INVALID,
          EVIDENCE_TAMPERED,
          EVIDENCE_LOST,
          EVIDENCE_LOG_STOPPED,
          REASON_THRESHOLD,
          SLO_BURN,
          TENANT_RATE_LIMITED,
          TENANT_USERS_OVER,
          TENANT_STORAGE_NEAR_FULL,
          COST_BUDGET,
          COST_SPIKE ->
          true;
      default -> false;
    };
  }

  public boolean isOnByItself() {
    return this != HEARTBEAT;
  }
}
