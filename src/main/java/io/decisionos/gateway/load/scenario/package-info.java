/**
 * What is to be sent: the scenario file as values. It owns the file format, the bounds on what may
 * be asked for and the arithmetic of arrival times; it sends nothing and knows no clock. Start at
 * {@link io.decisionos.gateway.load.scenario.ScenarioReader}.
 */
package io.decisionos.gateway.load.scenario;
