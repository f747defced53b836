/**
 * Makes the load: one event loop that keeps the schedule, sends, times the answers and watches
 * itself. One loop, so that nothing needs a lock and "one core" means what it says. Start at {@link
 * io.decisionos.gateway.load.engine.LoadRun}.
 */
package io.decisionos.gateway.load.engine;
