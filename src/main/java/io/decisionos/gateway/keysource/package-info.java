/**
 * Where the material of keys comes from that takes a call to read: when it is read and read again,
 * and what holds while a source is away. One port, {@link
 * io.decisionos.gateway.keysource.MaterialSource}; the services behind it are packages of their
 * own, whose classes are loaded only if a keyset asks for them. What was had is the {@link
 * io.decisionos.gateway.keys.KeyRegistry}'s. Start at {@link
 * io.decisionos.gateway.keysource.SourceDesk}.
 */
package io.decisionos.gateway.keysource;
