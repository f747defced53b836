/**
 * Changes the files of evidence so that a kill or a loss of power at any point leaves each document
 * whole and once: hands in, replaces, locks, deletes. The callers see to it that nobody else works
 * on the same tenant meanwhile. Start at {@link
 * io.decisionos.gateway.evidence.store.EvidenceStore}.
 */
package io.decisionos.gateway.evidence.store;
