package io.decisionos.gateway.quota;

/**
 * How many users a tenant has.
 *
 * @param refused requests of users too many, since the gateway started
 * @param over whether there are too many, or one was refused today
 */
record Usage(int count, long refused, boolean over) {}
