package io.decisionos.gateway.storage;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** An entry as it was stored. Nobody changes the body. */
public record Entry(EntityTag tag, Instant expiresAt, Buffer body) {}
