/**
 * What can go wrong and what it is called. Pure values that depend on nothing; every other package
 * may use them. Start at {@link io.decisionos.gateway.fault.Problem}, then {@link
 * io.decisionos.gateway.fault.ProblemType} for the list of reason codes.
 */
package io.decisionos.gateway.fault;
