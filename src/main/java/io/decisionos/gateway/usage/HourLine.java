package io.decisionos.gateway.usage;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A line of an hour's file: whose it is, eleven numbers and a full stop, by which a line that a
 * crash has torn is known.
 *
 * @param tenant empty for what is nobody's
 * @param minute of the hour, if the hour still goes on
 */
record HourLine(Optional<TenantId> tenant, HourRow row, int minute) {
  static final String HEAD =
      "tenant,requests,refused,cpu_ns,bytes_in,bytes_out,storage_operations,events,"
          + "storage_bytes,evidence_bytes,held_bytes,busy_minute,minute,end\n";
  // No tenant's id, as those have no underscores.
  private static final String NOBODY = "_unattributed";
  private static final Pattern FORM = Pattern.compile("[a-z0-9_-]{1,63}(,-?[0-9]{1,18}){12},\\.");

  String text() {
    Amounts a = row.amounts();
    var line = new StringBuilder(tenant.map(TenantId::value).orElse(NOBODY));
    LongStream.of(
            a.requests(),
            a.refused(),
            a.cpuNanos(),
            a.bytesIn(),
            a.bytesOut(),
            a.operations(),
            a.events(),
            row.storageBytes(),
            row.evidenceBytes(),
            row.heldBytes(),
            row.busyMinute(),
            minute)
        .forEach(number -> line.append(',').append(number));
    return line.append(",.\n").toString();
  }

  /** A line of ours; empty for its head, and for a torn one. */
  static Optional<HourLine> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    String[] parts = text.split(",", -1);
    Optional<TenantId> tenant = TenantId.parse(parts[0]);
    if (tenant.isEmpty() && !parts[0].equals(NOBODY)) {
      return Optional.empty();
    }
    long[] n = new long[parts.length - 2];
    for (int i = 0; i < n.length; i++) {
      n[i] = Long.parseLong(parts[i + 1]);
    }
    var amounts = new Amounts(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
    var row = new HourRow(amounts, n[7], n[8], n[9], (int) n[10]);
    return Optional.of(new HourLine(tenant, row, Math.floorMod((int) n[11], 60)));
  }
}
