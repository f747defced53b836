/**
 * Where locked evidence is kept once more, out of the gateway's reach: the port that an archive
 * answers, what is put there under which key, and the settings. Start at {@link
 * io.decisionos.gateway.evidence.archive.Archive}.
 */
package io.decisionos.gateway.evidence.archive;
