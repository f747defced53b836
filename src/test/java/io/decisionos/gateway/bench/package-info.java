/**
 * Programs that measure. None of them is a test: they print ratios against a baseline that runs
 * beside them, and {@code docs/performance.md} says how to run them.
 */
package io.decisionos.gateway.bench;
