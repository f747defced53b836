/**
 * Logs that only grow and can prove it, as the C2SP formats tlog-tiles, tlog-checkpoint and
 * signed-note have them: hashes of RFC 6962, tiles, checkpoints and their signatures. Pure, and
 * knows nothing of what the entries say. Start at {@link
 * io.decisionos.gateway.evidence.merkle.Merkle}.
 */
package io.decisionos.gateway.evidence.merkle;
