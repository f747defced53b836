/**
 * Signatures of HTTP messages as RFC 9421 has them, with the structured fields of RFC 8941 and the
 * digests of RFC 9530: what is signed, and how it is spelled. Pure; knows no key and no server.
 * Start at {@link io.decisionos.gateway.signature.SignatureInput}, then {@link
 * io.decisionos.gateway.signature.SignatureBase}.
 */
package io.decisionos.gateway.signature;
