package io.decisionos.gateway.usage;

import io.decisionos.gateway.tenant.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A finished hour of everybody.
 *
 * @param nobody what is no tenant's
 */
record Hour(Map<TenantId, HourRow> tenants, HourRow nobody) {
  static final Hour NONE = new Hour(Map.of(), HourRow.NONE);

  /** The hour that whole lines say. */
  static Hour of(List<HourLine> lines) {
    var tenants = new HashMap<TenantId, HourRow>();
    HourRow nobody = HourRow.NONE;
    for (HourLine line : lines) {
      if (line.tenant().isPresent()) {
        tenants.put(line.tenant().get(), line.row());
      } else {
        nobody = line.row();
      }
    }
    return new Hour(Map.copyOf(tenants), nobody);
  }

  List<HourLine> lines() {
    return Stream.concat(
            Stream.of(new HourLine(Optional.empty(), nobody, 0)),
            tenants.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new HourLine(Optional.of(entry.getKey()), entry.getValue(), 0)))
        .toList();
  }
}
