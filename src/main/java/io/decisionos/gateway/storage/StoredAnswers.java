package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.AnswerMemory;
import io.decisionos.gateway.http.KeptAnswer;
import io.decisionos.gateway.storage.StorageChannels.Keep;
import io.decisionos.gateway.storage.StorageChannels.Recall;
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
  public Future<Begun> begin(Name name, String claim) {
    return (isShared ? claim(name, claim) : recall(name))
        .recover(cause -> Unknown.insteadOfSilence(cause, NOT_BEGUN));
  }

  private static StoreKey key(Name name) {
    return new StoreKey(name.tenant(), name.key());
  }

  private Future<Begun> recall(Name name) {
    return bus.ask(StorageChannels.RECALL, new Recall(key(name)), patience, name.trace())
        .map(found -> new Begun(kept(found.entry()), false));
  }

  private Future<Begun> claim(Name name, String claim) {
    var question = new StorageChannels.Claim(key(name), claim);
    return bus.ask(StorageChannels.CLAIM, question, patience, name.trace())
        .map(claimed -> new Begun(kept(claimed.kept()), claimed.isElsewhere()));
  }

  private static Optional<KeptAnswer> kept(Optional<Entry> entry) {
    return entry.map(found -> KeptAnswer.of(found.body()));
  }

  @Override
  public Future<Void> end(Name name, String claim) {
    var release = new StorageChannels.Release(key(name), claim);
    return isShared
        ? bus.ask(StorageChannels.RELEASE, release, patience, name.trace()).mapEmpty()
        : Future.succeededFuture();
  }

  @Override
  public Future<Void> keep(Name name, KeptAnswer answer) {
    var keep = new Keep(key(name), answer.toBuffer());
    return bus.ask(StorageChannels.KEEP, keep, patience, name.trace()).mapEmpty();
  }
}
