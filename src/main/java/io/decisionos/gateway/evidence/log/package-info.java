/**
 * The log of one tenant's evidence: what its leaves say, what follows from them, which leaves a
 * change of the files asks for, and how all of it lies on the disk so that a kill at any point
 * loses nothing that was announced. Start at {@link io.decisionos.gateway.evidence.log.TenantLog}
 * for the disk and at {@link io.decisionos.gateway.evidence.log.Happenings} for what is logged.
 */
package io.decisionos.gateway.evidence.log;
