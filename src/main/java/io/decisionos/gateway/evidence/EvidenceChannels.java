package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.bus.OnBehalf;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.keep.Hold;
import io.decisionos.gateway.evidence.keep.Holds;
import io.decisionos.gateway.evidence.keep.Plan;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.evidence.keep.Skip;
import io.decisionos.gateway.evidence.scan.Original;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the evidence worker answers. */
public final class EvidenceChannels {
  /** A page of the index, one tenant's or all; refused with a problem for a forged cursor. */
  public static final Channel<Listing, Finished> LIST =
      new Channel<>("evidence.list", Listing.class, Finished.class, 128);

  /** The numbers of one tenant. */
  public static final Channel<Summary, Finished> SUMMARY =
      new Channel<>("evidence.summary", Summary.class, Finished.class, 256);

  /** One document as it is on disk now. */
  public static final Channel<DocumentQuery, Document> DOCUMENT =
      new Channel<>("evidence.document", DocumentQuery.class, Document.class, 32);

  /** What the newest document of a tenant that says so says of its performance. */
  public static final Channel<PerfQuery, PerfAnswer> PERF =
      new Channel<>("evidence.perf", PerfQuery.class, PerfAnswer.class, 64);

  /** Scans all files; the answer says how that went, or that it goes on. */
  public static final Channel<Scan, Finished> SCAN =
      new Channel<>("evidence.scan", Scan.class, Finished.class, 4);

  /** Whether the files can be followed as they should. */
  public static final Channel<CheckQuery, Check> CHECK =
      new Channel<>("evidence.check", CheckQuery.class, Check.class, 16);

  /** Hands a document in; the answer comes when it is on the disk and in the index. */
  public static final Channel<Intake, Taken> TAKE =
      new Channel<>("evidence.take", Intake.class, Taken.class, 32);

  /** Locks a document; the answer is its entry. */
  public static final Channel<LockOrder, Finished> LOCK =
      new Channel<>("evidence.lock", LockOrder.class, Finished.class, 64);

  /** What holds for evidence if a tenant says nothing. */
  public static final Channel<PolicyQuery, PolicyDefaults> POLICY =
      new Channel<>("evidence.policy", PolicyQuery.class, PolicyDefaults.class, 64);

  /** Sets or lifts a hold; the answer comes when it is on the disk. */
  public static final Channel<HoldOrder, HoldSet> HOLD =
      new Channel<>("evidence.hold", HoldOrder.class, HoldSet.class, 16);

  /** Every hold there is. */
  public static final Channel<HoldsQuery, Holds> HOLDS =
      new Channel<>("evidence.holds", HoldsQuery.class, Holds.class, 16);

  /** What would be let go of; nothing is changed. */
  public static final Channel<PlanOrder, PlanMade> PLAN =
      new Channel<>("evidence.plan", PlanOrder.class, PlanMade.class, 4);

  /** Lets go of what a plan names and the rules of the moment still let go. */
  public static final Channel<RunOrder, RunDone> RUN =
      new Channel<>("evidence.run", RunOrder.class, RunDone.class, 4);

  /** {@code conf/evidence.yaml} has changed. */
  public static final Announcement<PolicyDefaults> POLICY_CHANGED =
      new Announcement<>("evidence.policy-changed", PolicyDefaults.class);

  public static final List<Channel<?, ?>> ALL =
      List.of(
          LIST, SUMMARY, DOCUMENT, PERF, SCAN, CHECK, TAKE, LOCK, POLICY, HOLD, HOLDS, PLAN, RUN);

  private EvidenceChannels() {}

  /**
   * Asks for a page.
   *
   * @param tenant whose files; empty for all, which only operators may see
   */
  public record Listing(
      Optional<TenantId> tenant, EvidenceFilter filter, Optional<String> cursor, int limit)
      implements OnBehalf {
    @Override
    public Optional<?> party() {
      return tenant;
    }
  }

  /** Asks for numbers. */
  public record Summary(TenantId tenant) implements OfTenant {}

  /** Asks for a document of a tenant. */
  public record DocumentQuery(TenantId tenant, String id) implements OfTenant {}

  /** Asks how well a tenant was served by its evidence. */
  public record PerfQuery(TenantId tenant) implements OfTenant {}

  /** The newest block {@code perf}; empty if no document has one. */
  public record PerfAnswer(Optional<PerfBlock> newest) {}

  /**
   * Hands in a document, which nobody changes any more.
   *
   * @param id what it is asked for by; empty for one that its bytes give
   * @param allowance how many bytes the tenant's evidence may take with it
   */
  public record Intake(
      TenantId tenant, Optional<String> id, Buffer document, IfMatch ifMatch, long allowance)
      implements OfTenant {}

  /** A document that was handed in, or that was there already. */
  public record Taken(String id, String path, String sha256, Tier tier, boolean created) {

    static Taken of(EvidenceEntry entry, boolean created) {
      return new Taken(
          entry.path().id(),
          entry.path().text(),
          entry.sha256().orElseThrow().hex(),
          entry.tier(),
          created);
    }
  }

  /** Asks for a document to be locked. */
  public record LockOrder(TenantId tenant, String id) implements OfTenant {}

  /**
   * Asks for a hold on the files of an id.
   *
   * @param reason why; empty to lift the hold
   * @param by who asks
   */
  public record HoldOrder(TenantId tenant, String id, Optional<String> reason, String by)
      implements OfTenant {}

  /** What is in force after that; empty if there is no hold. */
  public record HoldSet(Optional<Hold> hold) {}

  /** Asks for the holds. */
  public record HoldsQuery() {}

  /**
   * Asks for a plan.
   *
   * @param tenant whose files; empty for all
   * @param at the moment to look at; empty for now
   */
  public record PlanOrder(Optional<TenantId> tenant, Optional<Instant> at) implements OnBehalf {
    @Override
    public Optional<?> party() {
      return tenant;
    }
  }

  /** A plan, the name to run it by, and how long that is good. */
  public record PlanMade(String id, Plan plan, Instant expiresAt) {}

  /** Asks for a plan to be run. */
  public record RunOrder(String plan) {}

  /** What went, and what did not for which reason. */
  public record RunDone(List<Plan.Deletion> deleted, List<Skipped> skipped) {
    public RunDone {
      deleted = List.copyOf(deleted);
      skipped = List.copyOf(skipped);
    }
  }

  /** A planned file that was left, and why. */
  public record Skipped(String path, String why) {
    static Skipped of(Plan.Deletion planned, Skip why) {
      return new Skipped(planned.entry().path().text(), why.word());
    }
  }

  /** Asks for the policy. */
  public record PolicyQuery() {}

  /** Asks for a scan. */
  public record Scan() {}

  /** Asks for the check. */
  public record CheckQuery() {}

  /** A finished answer: JSON that nobody changes, and its strong entity tag. */
  public record Finished(Buffer json, String etag) {

    static Finished of(byte[] json) {
      return new Finished(Buffer.buffer(json), '"' + Sha256.of(json, json.length).hex() + '"');
    }
  }

  /**
   * A document's bytes, which nobody changes.
   *
   * @param etag its SHA-256 in quotes
   */
  public record Document(Buffer bytes, String etag, boolean tampered) {

    /**
     * A document as it was just read.
     *
     * @param mayBe whether the log says nothing against it
     */
    static Document of(Original original, boolean mayBe) {
      String sha256 = original.entry().sha256().map(Sha256::hex).orElseThrow();
      return new Document(
          Buffer.buffer(original.bytes()),
          '"' + sha256 + '"',
          original.entry().tampered() || !mayBe);
    }
  }
}
