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

/** First answers in the storage, for the front door. Thread-safe. */
public record StoredAnswers(Bus bus, Duration patience) implements AnswerMemory {

  private static final Problem NOT_BEGUN =
      Problem.of(
          ProblemType.STORAGE_UNAVAILABLE,
          "The storage did not answer, and nothing was written. Try again under the same key.");

  @Override
  public Future<Optional<KeptAnswer>> recall(TenantId tenant, String key) {
    return bus.ask(StorageChannels.RECALL, new Recall(new StoreKey(tenant, key)), patience)
        .map(found -> found.entry().map(entry -> KeptAnswer.of(entry.body())))
        .recover(cause -> Unknown.insteadOfSilence(cause, NOT_BEGUN));
  }

  @Override
  public Future<Void> keep(TenantId tenant, String key, KeptAnswer answer) {
    return bus.ask(
            StorageChannels.KEEP, new Keep(new StoreKey(tenant, key), answer.toBuffer()), patience)
        .mapEmpty();
  }
}
