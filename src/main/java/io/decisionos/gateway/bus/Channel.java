package io.decisionos.gateway.bus;

/**
 * An address at which questions of one type get answers of one type. The feature that answers owns
 * it, in its {@code *Channels}.
 *
 * @param address {@code feature.verb}
 * @param capacity how many questions may be in flight at once in this process; the bus itself has
 *     no bound and no back-pressure
 */
public record Channel<Q, A>(String address, Class<Q> question, Class<A> answer, int capacity) {}
