/**
 * Who is told of which alert, and when: alerts and their states, silences, groups, the limit of
 * each receiver, and the ledger that accounts for each. Pure; time is an argument. Start at {@link
 * io.decisionos.gateway.alerts.book.Desk}.
 */
package io.decisionos.gateway.alerts.book;
