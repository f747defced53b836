package io.decisionos.gateway.cli;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.log.LogKeys;
import io.decisionos.gateway.evidence.log.LogShelf;
import io.decisionos.gateway.keys.KeyFolder;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.Keysets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a gateway that does not run keeps what its logs of evidence need. */
final class LogSite {
  @Option(names = "--data", defaultValue = "${bundle:decisionos.data}", hidden = true)
  private Path data;

  @Option(names = "--conf", defaultValue = "${bundle:decisionos.conf}", hidden = true)
  private Path conf;

  /**
   * The logs there.
   *
   * @throws IOException if there is no such directory
   */
  LogShelf shelf() throws IOException {
    if (!Files.isDirectory(data)) {
      throw new IOException(data + ": found no such directory, expected the data directory");
    }
    return new LogShelf(root(), data, keys(), Disk.REAL);
  }

  /**
   * The keys that sign there.
   *
   * @throws IOException if the configuration says no sense
   */
  LogKeys keys() throws IOException {
    var registry = new KeyRegistry();
    Clock clock = Clock.systemUTC();
    registry.list(listing(), clock.instant());
    return new LogKeys(registry::book, data.resolve(LogKeys.FILE), origin(), clock);
  }

  /** What is listed; nothing if there is no list. */
  private KeyListing listing() throws IOException {
    if (!Files.exists(conf.resolve(Keysets.FILE))) {
      return KeyListing.EMPTY;
    }
    KeyFolder.Reading reading =
        KeyFolder.read(conf, name -> Optional.ofNullable(System.getenv(name)));
    if (!reading.faults().isEmpty()) {
      throw new IOException(conf + "/" + reading.faults().get(0));
    }
    return reading.listing();
  }

  /** Where the files are, as the gateway finds it. */
  private Path root() {
    // A file that cannot be read ends the command: the keys say so.
    var nobody = new PrintWriter(Writer.nullWriter());
    return Path.of(Places.with(conf, data, nobody).getString(Places.EVIDENCE));
  }

  private String origin() throws IOException {
    return GatewayFile.value(conf, "evidence.log_origin").orElse(LogKeys.USUAL_ORIGIN);
  }
}
