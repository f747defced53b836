/**
 * What came of it: counts, histograms, the tool's watch over itself, and the verdict. Pure values
 * and arithmetic; time is an argument. Start at {@link io.decisionos.gateway.load.measure.Ledger}
 * and {@link io.decisionos.gateway.load.measure.Verdict}.
 */
package io.decisionos.gateway.load.measure;
