package io.decisionos.gateway.fleet;

import java.util.List;

/**
 * A file that gateways have different versions of, for longer than a change takes to spread.
 *
 * @param gateways the names of those that have another version than most; if none is most, of all
 */
record Drift(String file, List<String> gateways) {}
