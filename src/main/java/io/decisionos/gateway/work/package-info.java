/**
 * The ground floor of who keeps the processor busy: what threads do for whom is sampled turn by
 * turn ({@link io.decisionos.gateway.work.BusyThread}) and, once a second, the processor time of
 * the whole process is split by it ({@link io.decisionos.gateway.work.Split}); and whether an event
 * loop is held up ({@link io.decisionos.gateway.work.LoopWatch}). Knows nobody. Start at {@link
 * io.decisionos.gateway.work.WorkMeter}.
 */
package io.decisionos.gateway.work;
