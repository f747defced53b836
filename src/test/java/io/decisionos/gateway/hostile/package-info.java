/**
 * For each resource that callers share: one who takes all of it that he can get, and a neighbour
 * who asks at a steady rate. {@code HostileNeighbours} measures, {@code HostileNeighboursTest} is
 * its short form.
 */
package io.decisionos.gateway.hostile;
