package io.decisionos.gateway.alerts.book;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a desk takes from one run to the next.
 *
 * @param alerts those that hold, and those whose end somebody may still have to be told of
 * @param lastTold when each group was told
 * @param sent when each receiver was sent a message lately
 */
public record DeskState(
    List<Alert> alerts,
    Map<String, Map<AlertLabels, Told.Mark>> told,
    Map<GroupKey, Instant> lastTold,
    List<Silence> silences,
    Map<String, List<Instant>> sent,
    Map<Ledger.Head, Long> heads) {}
