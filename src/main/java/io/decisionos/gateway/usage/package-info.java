/**
 * What each tenant takes of the gateway, by the hour, and what that costs. Event loops count their
 * answers ({@link io.decisionos.gateway.usage.UsageTally}) and tell a worker once a second, which
 * keeps sums ({@link io.decisionos.gateway.usage.UsageBook}) and hours on disk ({@link
 * io.decisionos.gateway.usage.HourFiles}). The rules are pure; time is an argument. Start at {@link
 * io.decisionos.gateway.usage.HourRow}, then {@link io.decisionos.gateway.usage.UsageVerticle}.
 */
package io.decisionos.gateway.usage;
