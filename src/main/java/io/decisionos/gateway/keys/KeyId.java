package io.decisionos.gateway.keys;

/** Names a key: a {@code kid} is unique within a purpose. */
public record KeyId(Purpose purpose, String kid) {}
