package io.decisionos.gateway.http;

import io.decisionos.gateway.access.SignedConnection;
import io.decisionos.gateway.access.SignedNonce;
import io.decisionos.gateway.access.SignedRequests;
import io.decisionos.gateway.access.Signing;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.signature.ContentDigest;
import io.decisionos.gateway.signature.SignatureFault;
import io.decisionos.gateway.signature.SignatureInput;
import io.decisionos.gateway.signature.SignatureRefusedException;
import io.decisionos.gateway.signature.SignatureRules;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Decides who has signed a request, and fails closed. Its digest is looked at once the body is in,
 * and its nonce is used up last. Confined to one event loop.
 */
final class SignatureGate {
  private static final Duration USUAL_SKEW = Duration.ofSeconds(60);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Signing signing;
  private final SignedRequests requests;
  private final boolean secure;
  // They go with their connections.
  private final Map<HttpConnection, SignedConnection> connections = new WeakHashMap<>();

  /**
   * A gate.
   *
   * @param secure whether callers reach the listener by TLS
   */
  SignatureGate(Signing signing, boolean secure) {
    this.signing = signing;
    this.requests = signing.requests().get();
    this.secure = secure;
  }

  /**
   * Looks for a signature and takes it; tells whether there was one.
   *
   * @throws ProblemException if there is one that does not count, or none that must be
   */
  boolean admit(HttpServerRequest request, Exchange exchange, TenantBook book) {
    try {
      return take(new SentMessage(request, secure), exchange, book);
    } catch (SignatureRefusedException e) {
      throw refused(request, exchange, e.fault());
    }
  }

  private boolean take(SentMessage message, Exchange exchange, TenantBook book) {
    if (!SignatureInput.isSent(message)) {
      return none();
    }
    SignedConnection connection = connection(message.request().connection());
    Optional<SignatureRules> rules = connection.find(message);
    if (rules.isEmpty()) {
      return none();
    }
    if (message.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
      throw Call.invalid("Send a token or sign the request; not both.");
    }
    SignedRequests.Verified verified =
        requests.verify(
            connection,
            rules.get(),
            message,
            key -> skew(named(message.request(), exchange), key, book));
    exchange.caller(verified.caller());
    if (verified.nonce().isPresent() || verified.coversDigest()) {
      exchange.signed(verified);
    }
    return true;
  }

  /** There is none, which will do if there may be a token. */
  private boolean none() {
    if (!signing.besideTokens()) {
      throw new SignatureRefusedException(SignatureFault.MISSING);
    }
    return false;
  }

  private SignedConnection connection(HttpConnection connection) {
    return connections.computeIfAbsent(connection, fresh -> new SignedConnection());
  }

  /** How far the signer's clock may be off: as its tenant has it, if that is known. */
  private static Duration skew(Optional<TenantId> named, Key key, TenantBook book) {
    return named
        .filter(key.reach()::covers)
        .flatMap(book::known)
        .map(Tenant::clockSkew)
        .orElse(USUAL_SKEW);
  }

  private static Optional<TenantId> named(HttpServerRequest request, Exchange exchange) {
    try {
      exchange.query(Query.parse(request.query()));
      List<String> headers = request.headers().getAll(TenantGate.HEADER);
      return TenantGate.tenant(exchange.inPath(), exchange.query(), headers);
    } catch (ProblemException e) {
      // What is wrong with it is told later.
      return Optional.empty();
    }
  }

  /**
   * What is left to look at once the body is in.
   *
   * @return fails if the body is another than was signed, or the request was sent before
   */
  Future<Void> finish(Call call) {
    Optional<SignedRequests.Verified> signed = call.exchange().signed();
    if (signed.isEmpty()) {
      return Future.succeededFuture();
    }
    try {
      if (signed.get().coversDigest() && call.rule().readsBody()) {
        ContentDigest.check(call.headers(ContentDigest.FIELD), call.body().getBytes());
      }
    } catch (SignatureRefusedException e) {
      return failed(call, e.fault());
    }
    return signed.get().nonce().map(nonce -> use(call, nonce)).orElseGet(Future::succeededFuture);
  }

  private Future<Void> use(Call call, SignedNonce nonce) {
    return signing
        .nonces()
        .use(call.tenant().id(), nonce)
        .compose(
            outcome ->
                switch (outcome) {
                  case FRESH -> Future.succeededFuture();
                  case USED -> failed(call, SignatureFault.REPLAYED);
                  case OUT_OF_TIME -> failed(call, SignatureFault.CREATED);
                });
  }

  private Future<Void> failed(Call call, SignatureFault fault) {
    return Future.failedFuture(refused(call.request(), call.exchange(), fault));
  }

  private ProblemException refused(
      HttpServerRequest request, Exchange exchange, SignatureFault fault) {
    signing.meters().refused(fault);
    exchange.signatureRefused();
    if (fault == SignatureFault.UNLOADED) {
      return Problem.of(ProblemType.AUTH_UNAVAILABLE, fault.detail())
          .retryAfter(RETRY)
          .asException();
    }
    Challenge.putSignature(request.response());
    return Problem.of(type(fault), fault.detail()).asException();
  }

  private static ProblemType type(SignatureFault fault) {
    if (fault == SignatureFault.REPLAYED) {
      return ProblemType.AUTH_REPLAYED;
    }
    return fault == SignatureFault.MISSING ? ProblemType.AUTH_MISSING : ProblemType.AUTH_INVALID;
  }
}
