package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.evidence.merkle.Tile;
import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;

/** What the evidence worker answers of the logs. */
final class LogChannels {
  /** The last signed checkpoint of a tenant's log. */
  public static final Channel<CheckpointQuery, LogFile> CHECKPOINT =
      new Channel<>("evidence.checkpoint", CheckpointQuery.class, LogFile.class, 64);

  /** A tile or a bundle of entries. */
  public static final Channel<TileQuery, LogFile> TILE =
      new Channel<>("evidence.tile", TileQuery.class, LogFile.class, 64);

  /** That a leaf is in the log; waits a moment for a leaf that is not yet. */
  public static final Channel<ProofQuery, Proof> PROOF =
      new Channel<>("evidence.proof", ProofQuery.class, Proof.class, 64);

  /** An operator knows of what was lost. */
  public static final Channel<LossSeen, LossNoted> LOSS_SEEN =
      new Channel<>("evidence.loss-seen", LossSeen.class, LossNoted.class, 4);

  /** Tiers, ages and logs of all tenants. */
  public static final Channel<LifeQuery, Life> LIFE =
      new Channel<>("evidence.life", LifeQuery.class, Life.class, 4);

  private LogChannels() {}

  /** Asks for tiers, ages and logs. */
  public record LifeQuery() {}

  /** They as JSON. */
  public record Life(Buffer json) {}

  /** Asks for a checkpoint. */
  public record CheckpointQuery(TenantId tenant) implements OfTenant {}

  /** Asks for a tile. */
  public record TileQuery(TenantId tenant, Tile tile) implements OfTenant {}

  /** Asks for the proof of the newest leaf for a document. */
  public record ProofQuery(TenantId tenant, String id) implements OfTenant {}

  /** Says that an operator knows. */
  public record LossSeen(TenantId tenant) implements OfTenant {}

  /** That is on the disk. */
  public record LossNoted() {}

  /**
   * A file of a log, which nobody changes.
   *
   * @param etag its SHA-256 in quotes
   */
  public record LogFile(Buffer bytes, String etag) {}

  /** A proof as JSON. */
  public record Proof(Buffer json) {}
}
