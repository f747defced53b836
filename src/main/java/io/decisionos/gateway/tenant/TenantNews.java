package io.decisionos.gateway.tenant;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.tenant.TenantReport.FileStatus;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators what a reload did: a log line, a notice for the timeline and a metric for each
 * change and each fault, once. Confined to the tenant verticle.
 */
public final class TenantNews {
  private static final Logger LOG = LoggerFactory.getLogger(TenantNews.class);

  private static final int MOST_REFUSALS = 50;

  private final Bus bus;
  private final TenantMeters meters;
  private final Clock clock;
  private Map<String, FileStatus> told = Map.of();
  private Optional<Fault> toldDirectory = Optional.empty();

  public TenantNews(Bus bus, TenantMeters meters, Clock clock) {
    this.bus = bus;
    this.meters = meters;
    this.clock = clock;
  }

  void tell(TenantBook before, TenantReport report) {
    meters.update(report);
    if (report.ledger().files().isEmpty() && before == TenantBook.EMPTY) {
      // There was nothing yet that could be lost; if the start fails for this, it says so itself.
      return;
    }
    tellDirectory(report.directoryFault());
    tellFiles(report);
    if (report.book() != before) {
      tellChanges(before, report);
    }
  }

  private void tellChanges(TenantBook before, TenantReport report) {
    meters.applied();
    TenantBook after = report.book();
    List<TenantChange> changes = TenantChange.between(before, report);
    tellRefusals(changes.stream().filter(TenantChange::refusal).toList());
    if (before == TenantBook.EMPTY) {
      // One line for each of ten thousand tenants would bury the rest of the start.
      LOG.info("generation={} loaded tenants={}", after.generation(), after.tenants().size());
      return;
    }
    for (TenantChange change : changes) {
      if (!change.refusal()) {
        LOG.info("tenant={} generation={} {}", change.tenant(), after.generation(), change.what());
        post(Notice.Level.INFO, "tenant.changed", Optional.of(change.tenant()), change.what());
      }
    }
  }

  /**
   * Where a whole directory is lost, an event for each of its tenants would push out all others.
   */
  private void tellRefusals(List<TenantChange> refusals) {
    for (TenantChange refusal : refusals.subList(0, Math.min(refusals.size(), MOST_REFUSALS))) {
      LOG.error("tenant={} {}", refusal.tenant(), refusal.what());
      post(Notice.Level.ERROR, "tenant.refused", Optional.of(refusal.tenant()), refusal.what());
    }
    int more = refusals.size() - MOST_REFUSALS;
    if (more > 0) {
      String message = "all calls of " + more + " more tenants are refused, for like reasons";
      LOG.error("{}", message);
      post(Notice.Level.ERROR, "tenant.refused", Optional.empty(), message);
    }
  }

  private void tellDirectory(Optional<Fault> fault) {
    if (fault.equals(toldDirectory)) {
      return;
    }
    toldDirectory = fault;
    if (fault.isEmpty()) {
      LOG.info("the tenants' directory is back");
      post(Notice.Level.INFO, "tenants.directory", Optional.empty(), "the directory is back");
      return;
    }
    String message = fault.get() + "; all tenants are served from memory until their grace is over";
    LOG.error("{}", message);
    post(Notice.Level.ERROR, "tenants.directory", Optional.empty(), message);
  }

  private void tellFiles(TenantReport report) {
    Map<String, FileStatus> before = told;
    told = report.faulty();
    told.forEach(
        (name, file) -> {
          FileStatus known = before.get(name);
          if (known == null || !known.faults().equals(file.faults())) {
            tellInvalid(file);
          }
        });
    before.keySet().stream()
        .filter(name -> !told.containsKey(name))
        .flatMap(name -> report.file(name).stream())
        .forEach(this::tellValid);
  }

  private void tellValid(FileStatus file) {
    Optional<TenantId> tenant = file.tenants().stream().findFirst();
    LOG.info("tenant={} file={} is valid again", name(tenant), file.file());
    post(Notice.Level.INFO, "tenant.file_valid", tenant, file.file() + " is valid again");
  }

  private void tellInvalid(FileStatus file) {
    meters.refused();
    Optional<TenantId> tenant = file.tenants().stream().findFirst();
    String message = file.faults().get(0) + more(file.faults()) + "; " + whatRuns(file);
    LOG.warn("tenant={} {}", name(tenant), message);
    post(Notice.Level.WARN, "tenant.file_invalid", tenant, message);
  }

  private static String more(List<Fault> faults) {
    return faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
  }

  private static String whatRuns(FileStatus file) {
    return switch (file.state()) {
      case APPLIED -> "it is in force";
      case LAST_GOOD -> "its last good version serves until " + file.graceEnds().orElseThrow();
      case SUSPENDED -> "its tenant is suspended";
      case UNUSED -> "the file is not used";
      case REFUSED -> file.tenants().isEmpty() ? "it serves nobody" : "its tenant is refused";
    };
  }

  private static String name(Optional<TenantId> tenant) {
    return tenant.map(TenantId::value).orElse("?");
  }

  private void post(Notice.Level level, String kind, Optional<TenantId> tenant, String message) {
    bus.announce(
        Notice.POSTED,
        new Notice(clock.instant(), level, kind, tenant.map(TenantId::value), message));
  }
}
