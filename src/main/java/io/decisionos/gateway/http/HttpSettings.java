package io.decisionos.gateway.http;

import io.decisionos.gateway.config.Section;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one listener can change while it runs.
 *
 * @param hosts the names that it serves beside loopback, in lower case
 * @param accessLogSample which share of requests the access log shows; 0 turns it off
 */
public record HttpSettings(Set<String> hosts, double accessLogSample) {

  /** Reads the live keys of {@code http} or {@code ops} in {@code gateway.yaml}. */
  public static HttpSettings read(Section listener, double accessLogSample) {
    List<String> named = listener.texts("hosts").orElse(List.of());
    named.stream()
        .filter(host -> !HostForm.canMatch(host))
        .findFirst()
        .ifPresent(host -> listener.refuse("hosts", '"' + host + '"', HostForm.EXPECTED));
    Set<String> hosts =
        named.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    return new HttpSettings(hosts, accessLogSample);
  }

  /** The names by which others than this machine's own programs may reach the listener. */
  public List<String> foreignHosts() {
    return hosts.stream().filter(host -> !HostForm.isLoopback(host)).sorted().toList();
  }

  /** The same without the names that reach beyond this machine. */
  public HttpSettings onLoopback() {
    Set<String> own =
        hosts.stream().filter(HostForm::isLoopback).collect(Collectors.toUnmodifiableSet());
    return new HttpSettings(own, accessLogSample);
  }
}
