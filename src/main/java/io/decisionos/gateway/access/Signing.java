package io.decisionos.gateway.access;

import java.util.function.Supplier;

/**
 * How tenants' callers sign their requests.
 *
 * @param requests makes for each event loop what tells whose count
 * @param besideTokens whether a token will do as well
 */
public record Signing(
    Supplier<SignedRequests> requests,
    boolean besideTokens,
    SignedNonces nonces,
    AccessMeters meters) {}
