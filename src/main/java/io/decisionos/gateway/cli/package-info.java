/**
 * The sub-commands of {@code run.sh}: what a person does with files, and asks of a running gateway.
 * Each is a {@code *Command} of its own. Start at {@link io.decisionos.gateway.cli.Cli}.
 */
package io.decisionos.gateway.cli;
