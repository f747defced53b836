/**
 * What people and programs read: the report as JSON and as one page, the progress line, and the
 * comparison of two reports. Start at {@link io.decisionos.gateway.load.report.ReportJson}.
 */
package io.decisionos.gateway.load.report;
