package io.decisionos.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which gateway a sub-command asks, and with which token. */
final class OpsTarget {
  @Option(
      names = "--url",
      defaultValue = "http://${bundle:decisionos.ops}",
      description = "the operators' listener (${DEFAULT-VALUE})")
  private String url;

  @Option(names = "--token-file", description = "a file with a token, if the gateway wants one")
  private Path token;

  String url() {
    return url;
  }

  /**
   * A client of that gateway.
   *
   * @throws Unreachable if the options make no sense
   */
  OpsClient client() throws Unreachable {
    return new OpsClient(uri(), token());
  }

  /** A client of another gateway of its fleet, which wants the same token. */
  OpsClient clientAt(String address) throws Unreachable {
    try {
      return new OpsClient(URI.create(uri().getScheme() + "://" + address), token());
    } catch (IllegalArgumentException e) {
      throw new Unreachable(address + " is no address");
    }
  }

  private URI uri() throws Unreachable {
    try {
      URI uri = URI.create(url.replaceFirst("/+$", ""));
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new Unreachable("--url: found \"" + url + "\", expected such as http://127.0.0.1:8081");
  }

  private Optional<String> token() throws Unreachable {
    try {
      return token == null ? Optional.empty() : Optional.of(Files.readString(token).strip());
    } catch (IOException e) {
      throw new Unreachable("--token-file: found " + token + ", expected a file that can be read");
    }
  }

  /** The gateway cannot be asked; the message says why and what to do. */
  static final class Unreachable extends Exception {
    Unreachable(String message) {
      super(message, null, false, false);
    }
  }
}
