package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.AnswerMemory;
import io.decisionos.gateway.http.KeptAnswer;
import io.decisionos.gateway.storage.StorageChannels.Keep;
import io.decisionos.gateway.storage.StorageChannels.Recall;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * First answers in the storage, for the front door. Thread-safe.
 *
 * @param isShared whether other gateways may have begun what a caller repeats here
 */
public record StoredAnswers(Bus bus, Duration patience, boolean isShared) implements AnswerMemory {

  private static final Problem NOT_BEGUN =
      Problem.of(
          ProblemType.STORAGE_UNAVAILABLE,
          "The storage did not answer, and nothing was written. Try again under the same key.");

  @Override
  public Future<Begun> begin(TenantId tenant, String key, String claim) {
    var name = new StoreKey(tenant, key);
    return (isShared ? claim(name, claim) : recall(name))
        .recover(cause -> Unknown.insteadOfSilence(cause, NOT_BEGUN));
  }

  private Future<Begun> recall(StoreKey name) {
    return bus.ask(StorageChannels.RECALL, new Recall(name), patience)
        .map(found -> new Begun(kept(found.entry()), false));
  }

  private Future<Begun> claim(StoreKey name, String claim) {
    return bus.ask(StorageChannels.CLAIM, new StorageChannels.Claim(name, claim), patience)
        .map(claimed -> new Begun(kept(claimed.kept()), claimed.isElsewhere()));
  }

  private static Optional<KeptAnswer> kept(Optional<Entry> entry) {
    return entry.map(found -> KeptAnswer.of(found.body()));
  }

  @Override
  public Future<Void> end(TenantId tenant, String key, String claim) {
    var release = new StorageChannels.Release(new StoreKey(tenant, key), claim);
    return isShared
        ? bus.ask(StorageChannels.RELEASE, release, patience).mapEmpty()
        : Future.succeededFuture();
  }

  @Override
  public Future<Void> keep(TenantId tenant, String key, KeptAnswer answer) {
    return bus.ask(
            StorageChannels.KEEP, new Keep(new StoreKey(tenant, key), answer.toBuffer()), patience)
        .mapEmpty();
  }
}
