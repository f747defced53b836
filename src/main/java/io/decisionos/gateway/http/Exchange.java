package io.decisionos.gateway.http;

import io.decisionos.gateway.access.Caller;
import io.decisionos.gateway.access.SignedRequests;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.trace.TraceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is known of a request and its answer so far; read once more when the answer is out, for
 * metrics and the access log. Confined to the request's event loop.
 */
final class Exchange {
  private final CharSequence requestId;
  private Optional<String> trace;
  private Optional<TraceContext> span = Optional.empty();
  private final long startNanos;
  private Caller caller = Caller.NOBODY;
  private Query query = Query.EMPTY;
  private Optional<TenantId> concerned = Optional.empty();
  private Optional<SignedRequests.Verified> signed = Optional.empty();
  private Optional<Tenant> tenant = Optional.empty();
  private Optional<Route> route = Optional.empty();
  private Optional<String> inPath = Optional.empty();
  private boolean signatureRefused;
  private boolean stream;
  private long operations;
  private long events;
  private Optional<Duration> hold = Optional.empty();
  private Consumer<Boolean> answered = served -> {};
  private Optional<ProblemType> refusal = Optional.empty();

  Exchange(CharSequence requestId, Optional<String> trace, long startNanos) {
    this.requestId = requestId;
    this.trace = trace;
    this.startNanos = startNanos;
  }

  String requestId() {
    return requestId.toString();
  }

  /** The W3C trace context that what follows is a part of: the caller's, or the request's own. */
  Optional<String> trace() {
    return trace;
  }

  void traced(Optional<String> own) {
    trace = own;
  }

  /** Where the request's own span stands, if it is traced. */
  Optional<TraceContext> span() {
    return span;
  }

  void spanned(TraceContext place) {
    span = Optional.of(place);
  }

  /** Why the request was refused; empty for a success, and until then. */
  Optional<ProblemType> refusal() {
    return refusal;
  }

  void refused(ProblemType why) {
    refusal = Optional.of(why);
  }

  long startNanos() {
    return startNanos;
  }

  /** Who calls; nobody, until the door has found out. */
  Caller caller() {
    return caller;
  }

  Query query() {
    return query;
  }

  /** Whose call it is, be it served or refused; only ids that the book knows. */
  Optional<TenantId> concerned() {
    return concerned;
  }

  Optional<Tenant> tenant() {
    return tenant;
  }

  /** The tenant that the path names, if it has a place for one. */
  Optional<String> inPath() {
    return inPath;
  }

  void inPath(Optional<String> tenant) {
    inPath = tenant;
  }

  Optional<Route> route() {
    return route;
  }

  /** Whether the answer is a stream, which has only begun. */
  boolean isStream() {
    return stream;
  }

  void streams() {
    stream = true;
  }

  void caller(Caller recognised) {
    caller = recognised;
  }

  /** The signature of a request that has one which counts, if something of it is left to do. */
  Optional<SignedRequests.Verified> signed() {
    return signed;
  }

  void signed(SignedRequests.Verified verified) {
    signed = Optional.of(verified);
  }

  /** Whether a signature was looked at and does not count, and not a token. */
  boolean isSignatureRefused() {
    return signatureRefused;
  }

  void signatureRefused() {
    signatureRefused = true;
  }

  void query(Query parsed) {
    query = parsed;
  }

  void concerns(TenantId named) {
    concerned = Optional.of(named);
  }

  void tenant(Tenant admitted) {
    tenant = Optional.of(admitted);
    concerned = Optional.of(admitted.id());
  }

  void route(Route matched) {
    route = Optional.of(matched);
  }

  /** Operations on the storage that the request has asked for. */
  long operations() {
    return operations;
  }

  void operates() {
    operations++;
  }

  /** Events that were taken in with the request. */
  long events() {
    return events;
  }

  void brought(long taken) {
    events += taken;
  }

  /** For how long the answer is held back, and nothing more is read of the connection. */
  Optional<Duration> hold() {
    return hold;
  }

  void hold(Duration time) {
    hold = Optional.of(time);
  }

  /** Whoever let the request in hears of its answer: whether it was served, or failed by us. */
  void onAnswered(Consumer<Boolean> listener) {
    answered = listener;
  }

  void answered(boolean served) {
    answered.accept(served);
  }
}
