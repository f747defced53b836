/**
 * Follows the files of evidence on threads of its own: sweeps, watches, reads large files apart and
 * everything once more as time goes by, at a pace that leaves the machine to callers. Tells the
 * differences to what is known, and changes nothing. Start at {@link
 * io.decisionos.gateway.evidence.scan.EvidenceFollower}.
 */
package io.decisionos.gateway.evidence.scan;
