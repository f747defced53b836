package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.tenant.TenantId;

/** How keys are spelled and where they belong: on one Redis, or in the slots of a cluster. Pure. */
enum RedisKeys {
  /** All keys are in one place. */
  PLAIN,

  /** The keys of a tenant are in one slot of many: its id stands in braces. */
  BRACED;

  private static final String TENANTS = "dos:tenants";
  private static final String PROBE = "dos:probe";

  /** A tenant as its keys spell it. */
  String of(TenantId tenant) {
    return this == PLAIN ? tenant.toString() : "{" + tenant + '}';
  }

  /** The place whose calls of one turn travel together. */
  int slot(String key) {
    return this == PLAIN ? 0 : Slots.of(key);
  }

  /** How many places there are. */
  int places() {
    return this == PLAIN ? 1 : Slots.COUNT;
  }

  /** Where the tenants are noted whose keys are in a place; it is there as well. */
  String tenants(int place) {
    return in(TENANTS, place);
  }

  /** What is written to hear whether writes are taken. */
  String probe(int place) {
    return in(PROBE, place);
  }

  private String in(String key, int place) {
    return this == PLAIN ? key : key + ":{" + Slots.word(place) + '}';
  }
}
