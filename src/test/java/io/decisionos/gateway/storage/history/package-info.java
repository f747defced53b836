/**
 * Histories of concurrent operations, and a checker of our own that says whether they could have
 * happened one after the other. Any test may use it. Start at {@link
 * io.decisionos.gateway.storage.history.Linearizability}.
 */
package io.decisionos.gateway.storage.history;
