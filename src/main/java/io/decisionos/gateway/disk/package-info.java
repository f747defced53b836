/**
 * Files that survive a crash: checksummed frames, appending all or nothing, directories that one
 * process holds, and what a failing disk means to a caller. Knows no feature. Start at {@link
 * io.decisionos.gateway.disk.AppendFile}.
 */
package io.decisionos.gateway.disk;
