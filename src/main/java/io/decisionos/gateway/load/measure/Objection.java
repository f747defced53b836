package io.decisionos.gateway.load.measure;

/**
 * Why the figures of a run do not count, and what to do about it. Immutable.
 *
 * @param what what was found, and what is allowed
 * @param advice what to do, in one sentence
 */
record Objection(String what, String advice) {}
