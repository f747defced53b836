/**
 * Evidence files: what they say, whether they are what was signed, and an index of them per tenant
 * that follows the directory. The verdict ({@link io.decisionos.gateway.evidence.Evidence}) and the
 * index ({@link io.decisionos.gateway.evidence.EvidenceIndex}) are pure; the scanner reads files.
 * Start at {@link io.decisionos.gateway.evidence.Evidence}.
 */
package io.decisionos.gateway.evidence;
