package io.decisionos.gateway.fault;

/** Every reason code that a caller can meet, with its HTTP status and a title for people. */
public enum ProblemType {
  REQUEST_INVALID("request.invalid", 400, "The request is not valid"),
  REQUEST_NOT_FOUND("request.not_found", 404, "There is nothing at this path"),
  REQUEST_METHOD_NOT_ALLOWED("request.method_not_allowed", 405, "This path has no such method"),
  REQUEST_TOO_LARGE("request.too_large", 413, "The request body is too large"),
  REQUEST_HEADERS_TOO_LARGE("request.too_large", 431, "The header fields are too large"),
  REQUEST_URI_TOO_LONG("request.uri_too_long", 414, "The request target is too long"),
  REQUEST_UNSUPPORTED_MEDIA_TYPE(
      "request.unsupported_media_type", 415, "The body has the wrong media type"),
  REQUEST_MISDIRECTED("request.misdirected", 421, "This gateway does not serve that host"),
  REQUEST_IDEMPOTENCY_MISMATCH(
      "request.idempotency_mismatch", 422, "The Idempotency-Key belongs to another request"),
  REQUEST_CROSS_SITE("request.cross_site", 403, "The request comes from another site"),

  AUTH_MISSING("auth.missing", 401, "Credentials are needed"),
  AUTH_INVALID("auth.invalid", 401, "The credentials are not valid"),
  AUTH_REPLAYED("auth.replayed", 401, "The signature's nonce was used before"),
  AUTH_UNAVAILABLE("auth.unavailable", 503, "The keys cannot be had"),
  AUTH_SCOPE("auth.scope", 403, "The credentials lack the scope"),
  AUTH_TENANT_MISMATCH("auth.tenant_mismatch", 403, "The credentials are not for this tenant"),

  TENANT_MISSING("tenant.missing", 400, "No tenant was named"),
  TENANT_CONFLICT("tenant.conflict", 400, "More than one tenant was named"),
  TENANT_UNKNOWN("tenant.unknown", 403, "The tenant is not known"),
  TENANT_SUSPENDED("tenant.suspended", 403, "The tenant is suspended"),
  TENANT_CONFIG_INVALID("tenant.config_invalid", 403, "The tenant's configuration is invalid"),
  TENANT_RATE_LIMITED("tenant.rate_limited", 429, "The tenant is over its rate"),
  TENANT_USER_LIMIT("tenant.user_limit", 403, "The tenant is over its number of users"),
  TENANT_STREAMS("tenant.streams", 429, "The tenant has too many streams open"),
  TENANT_STORAGE_FULL("tenant.storage_full", 507, "The tenant is over its storage"),

  SLO_UNKNOWN_KEY("slo.unknown_key", 404, "There is no such SLO key"),

  ETAG_MISSING("etag.missing", 404, "There is no such entry"),
  ETAG_PRECONDITION_MISSING("etag.missing", 412, "There is no such entry"),
  ETAG_NOMATCH("etag.nomatch", 412, "The entry has another tag"),
  ETAG_EXISTS("etag.exists", 412, "The entry exists"),
  REPLAY_EXISTS("replay.exists", 409, "The nonce was used before"),
  REPLAY_CLOCK_SKEW("replay.clock_skew", 403, "The timestamp is too far from the server's clock"),
  REPLAY_INVALID("replay.invalid", 400, "The nonce or its timestamp is not valid"),

  EVIDENCE_INVALID("evidence.invalid", 400, "The document is not valid evidence"),
  EVIDENCE_TENANT_MISMATCH(
      "evidence.tenant_mismatch", 400, "The document names another tenant than the request"),
  EVIDENCE_EXISTS("evidence.exists", 409, "There is another document of this id"),
  EVIDENCE_LOCKED("evidence.locked", 409, "The document is locked"),
  EVIDENCE_TAMPERED("evidence.tampered", 409, "The document is not what was signed"),
  EVIDENCE_LOG_UNAVAILABLE("evidence.log_unavailable", 503, "The log cannot be used now"),

  GC_PLAN_UNKNOWN("gc.plan_unknown", 404, "There is no such plan"),
  GC_PLAN_DONE("gc.plan_done", 409, "The plan was run before"),
  GC_NOT_RUNNABLE("gc.not_runnable", 409, "The plan cannot be run"),

  STORAGE_UNAVAILABLE("storage.unavailable", 503, "The storage cannot be reached"),
  STORAGE_FULL("storage.full", 507, "The storage is full"),
  GATEWAY_OVERLOADED("gateway.overloaded", 503, "The gateway has too much to do"),
  WORKER_TIMEOUT("worker.timeout", 504, "The answer took too long"),
  GATEWAY_INTERNAL("gateway.internal", 500, "The gateway failed");

  private final String reasonCode;
  private final int status;
  private final String title;

  ProblemType(String reasonCode, int status, String title) {
    this.reasonCode = reasonCode;
    this.status = status;
    this.title = title;
  }

  /** The stable code that callers act on, such as {@code tenant.unknown}. */
  public String reasonCode() {
    return reasonCode;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }
}
