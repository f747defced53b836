/**
 * Evidence files: what tenants and operators ask of them, and who answers. Below this floor are
 * {@code evidence.json} (the text of a document), {@code evidence.index} (the verdict and what is
 * known), {@code evidence.scan} (what follows the files), {@code evidence.keep} (how long they are
 * kept), {@code evidence.store} (what changes them), {@code evidence.log} over {@code
 * evidence.merkle} (what proves it), {@code evidence.archive} (where it is kept once more) and
 * {@code evidence.orders} (how gateways on one root ask the one that writes it); none of them knows
 * this one. Start at {@link io.decisionos.gateway.evidence.EvidenceVerticle}, then {@link
 * io.decisionos.gateway.evidence.index.EvidenceIndex}.
 */
package io.decisionos.gateway.evidence;
