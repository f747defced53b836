package io.decisionos.gateway.cli;

import io.decisionos.gateway.capacity.Demand;
import io.decisionos.gateway.capacity.Mix;
import io.decisionos.gateway.cli.ConfFiles.UnusableFile;
import io.decisionos.gateway.overlay.OverlayDefaults;
import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What tenants may ask, by their files and by what the caller says of them.
 *
 * @param note takes what is left out
 */
record PlannedDemand(Places places, Asked asked, Consumer<String> note) {
  private static final int UNUSABLE = 2;
  private static final String RATE = "[0-9]{1,9}(\\.[0-9]{1,9})?";
  private static final double USUAL_P95_MS = 500;
  private static final double USUAL_MOST_PERCENT = 90;
  private static final double BYTES_OF_GB = 1e9;

  /** Where things are read; the disk that counts is the one under the data. */
  record Places(Path tenants, Path conf, Path data) {}

  /** What the caller says: a tenant's file, rates as {@code T=N}, and a mix. */
  record Asked(Optional<Path> added, List<String> rates, Optional<String> mix) {}

  /** All of it. */
  Demand read() throws NoAnswer, UnusableFile {
    var files = new ConfFiles(places.conf());
    SloValues global = files.read(files.source("slo.yaml"), OverlayDefaults::readSlo);
    Map<String, Tenant> all = known();
    Optional<Tenant> extra = extra();
    extra.ifPresent(tenant -> all.put(tenant.id().value(), tenant));
    Map<String, Double> rates = rates(all);
    var askers = new ArrayList<Demand.Asker>();
    for (Map.Entry<String, Tenant> entry : all.entrySet()) {
      Tenant tenant = entry.getValue();
      if (!tenant.suspended()) {
        double perSecond = perSecond(tenant, rates);
        askers.add(new Demand.Asker(entry.getKey(), perSecond, p95(tenant, global)));
      }
    }
    if (askers.isEmpty()) {
      throw new NoAnswer(
          UNUSABLE, "found no active tenant in " + places.tenants() + ", expected one");
    }
    return new Demand(mix(), askers, disk(extra), bounds(global));
  }

  private Map<String, Tenant> known() throws NoAnswer {
    if (!Files.isDirectory(places.tenants())) {
      throw new NoAnswer(
          UNUSABLE, "--tenants: found nothing at " + places.tenants() + ", expected a directory");
    }
    TenantFiles files = TenantFiles.of(places.tenants());
    files.faults().forEach(fault -> note.accept("not counted: " + fault));
    return new TreeMap<>(files.tenants());
  }

  private Optional<Tenant> extra() throws NoAnswer {
    if (asked.added().isEmpty()) {
      return Optional.empty();
    }
    Path added = asked.added().get();
    if (!Files.isRegularFile(added)) {
      throw new NoAnswer(
          UNUSABLE, "--add: found nothing at " + added + ", expected a tenant's file");
    }
    TenantFiles files = TenantFiles.of(List.of(added));
    if (!files.faults().isEmpty()) {
      throw new NoAnswer(UNUSABLE, "--add: " + files.faults().get(0));
    }
    return Optional.of(
        files.tenants().values().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new NoAnswer(
                        UNUSABLE, "--add: found " + added + ", expected a name ending in .yaml")));
  }

  private Map<String, Double> rates(Map<String, Tenant> all) throws NoAnswer {
    var found = new LinkedHashMap<String, Double>();
    for (String rate : asked.rates()) {
      String[] sides = rate.split("=", -1);
      if (sides.length != 2 || !sides[1].matches(RATE)) {
        throw new NoAnswer(
            UNUSABLE,
            "--qps: found \"" + rate + "\", expected T=N, a tenant and requests a second from 0");
      }
      if (!all.containsKey(sides[0])) {
        throw new NoAnswer(
            UNUSABLE,
            "--qps: found the tenant \""
                + sides[0]
                + "\", expected one of: "
                + String.join(", ", all.keySet()));
      }
      found.put(sides[0], Double.parseDouble(sides[1]));
    }
    return found;
  }

  private static double perSecond(Tenant tenant, Map<String, Double> rates) throws NoAnswer {
    String id = tenant.id().value();
    Double rate = rates.get(id);
    if (rate != null) {
      return rate;
    }
    long most =
        tenant
            .limits()
            .maxQps()
            .orElseThrow(
                () ->
                    new NoAnswer(
                        UNUSABLE,
                        "%s has no max_qps, so that it may ask anything; say --qps %s=N"
                            .formatted(id, id)));
    return most;
  }

  private static double p95(Tenant tenant, SloValues global) {
    return tenant
        .slo()
        .get(SloKey.LATENCY_P95_MS)
        .or(() -> global.get(SloKey.LATENCY_P95_MS))
        .map(Number::doubleValue)
        .orElse(USUAL_P95_MS);
  }

  private Mix mix() throws NoAnswer {
    if (asked.mix().isEmpty()) {
      return Mix.USUAL;
    }
    String text = asked.mix().get();
    return Mix.parse(text)
        .orElseThrow(
            () -> new NoAnswer(UNUSABLE, "--mix: found \"" + text + "\", expected " + Mix.FORM));
  }

  private static Demand.Bounds bounds(SloValues global) {
    return new Demand.Bounds(
        percent(global, SloKey.MAX_CPU_PERCENT), percent(global, SloKey.MAX_MEM_PERCENT));
  }

  private static double percent(SloValues global, SloKey key) {
    return global.get(key).map(Number::doubleValue).orElse(USUAL_MOST_PERCENT);
  }

  private Demand.Disk disk(Optional<Tenant> extra) throws NoAnswer {
    double needed =
        extra.flatMap(tenant -> tenant.limits().maxStorageGb()).orElse(0L) * BYTES_OF_GB;
    // If no gateway has run yet, its folder is not there.
    Path place = places.data().toAbsolutePath();
    while (!Files.exists(place)) {
      place = place.getParent();
    }
    try {
      return new Demand.Disk(needed, Files.getFileStore(place).getUsableSpace());
    } catch (IOException e) {
      throw new NoAnswer(UNUSABLE, "the disk under " + place + " cannot be asked how full it is");
    }
  }
}
