/**
 * Evidence files: what tenants and operators ask of them, and who answers. Below this floor are
 * {@code evidence.json} (the text of a document), {@code evidence.index} (the verdict and what is
 * known), {@code evidence.scan} (what follows the files), {@code evidence.keep} (how long they are
 * kept), {@code evidence.store} (what changes them) and {@code evidence.orders} (how gateways on
 * one root ask the one that writes it); each knows only those before it. Start at {@link
 * io.decisionos.gateway.evidence.EvidenceVerticle}, then {@link
 * io.decisionos.gateway.evidence.index.EvidenceIndex}.
 */
package io.decisionos.gateway.evidence;
