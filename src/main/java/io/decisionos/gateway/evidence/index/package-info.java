/**
 * What is known of every file of evidence: the verdict on a document ({@link
 * io.decisionos.gateway.evidence.index.Evidence}), one file's entry, and the index per tenant with
 * the log that takes it over a restart. Pure but for that log; reads no evidence by itself. Start
 * at {@link io.decisionos.gateway.evidence.index.EvidenceIndex}.
 */
package io.decisionos.gateway.evidence.index;
