package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.storage.EntityTag;
import io.decisionos.gateway.storage.Listing;
import java.time.Instant;

/**
 * What the index knows of an entry; its body stays in the log.
 *
 * @param expiresAt in milliseconds since the epoch
 * @param bodyBytes the body is so many bytes at the end of the record
 */
record Slot(EntityTag tag, long expiresAt, Place place, int bodyBytes) {
  Slot movedTo(Place newPlace) {
    return new Slot(tag, expiresAt, newPlace, bodyBytes);
  }

  Listing.Line line(String name) {
    return new Listing.Line(name, tag, Instant.ofEpochMilli(expiresAt));
  }

  boolean aliveAt(long nowMillis) {
    return expiresAt > nowMillis;
  }
}
