package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.AnswerMemory;
import io.decisionos.gateway.http.KeptAnswer;
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
  public Future<Begun> begin(Name name, String claim) {
    var begin = new StorageChannels.Begin(key(name), claim);
    return bus.ask(StorageChannels.BEGIN, begin, patience, name.trace())
        .map(begun -> new Begun(kept(begun.kept()), begun.isElsewhere()))
        .recover(cause -> Unknown.insteadOfSilence(cause, NOT_BEGUN));
  }

  private static StoreKey key(Name name) {
    return new StoreKey(name.tenant(), name.key());
  }

  private static Optional<KeptAnswer> kept(Optional<Entry> entry) {
    return entry.map(found -> KeptAnswer.of(found.body()));
  }

  @Override
  public Future<Void> end(Name name, String claim, Optional<KeptAnswer> answer) {
    var end = new StorageChannels.End(key(name), claim, answer.map(KeptAnswer::toBuffer));
    return bus.ask(StorageChannels.END, end, patience, name.trace()).mapEmpty();
  }
}
