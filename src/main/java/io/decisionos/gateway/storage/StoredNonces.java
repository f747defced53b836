package io.decisionos.gateway.storage;

import io.decisionos.gateway.access.SignedNonce;
import io.decisionos.gateway.access.SignedNonces;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/** The nonces of signed requests in the storage, for whoever uses them up. Thread-safe. */
public record StoredNonces(Bus bus, Duration patience) implements SignedNonces {
  private static final Problem NOT_BEGUN =
      Problem.of(
          ProblemType.STORAGE_UNAVAILABLE,
          "The storage did not answer, and nothing was written, but the nonce may be used up. Sign"
              + " the request anew, with another nonce.");

  @Override
  public Future<Outcome> use(TenantId tenant, SignedNonce signed) {
    var nonce = new Nonce(tenant, signed.value(), Nonce.Space.SIGNED);
    // How far its time may be off is looked at with its signature.
    var claim =
        new ReplayGuard.Claim(
            nonce, signed.createdMillis(), ReplayGuard.RETENTION, Optional.empty());
    return bus.ask(StorageChannels.ADMIT, claim, patience)
        .map(StoredNonces::outcome)
        .recover(cause -> Unknown.insteadOfSilence(cause, NOT_BEGUN));
  }

  private static Outcome outcome(ReplayGuard.Verdict verdict) {
    return switch (verdict) {
      case ALLOW -> Outcome.FRESH;
      case REJECT_EXIST -> Outcome.USED;
      case REJECT_CLOCKSKEW -> Outcome.OUT_OF_TIME;
    };
  }
}
