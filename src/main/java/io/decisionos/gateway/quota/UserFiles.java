package io.decisionos.gateway.quota;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.OwnerOnly;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The users of each tenant as a file of lines, one for each day on which a user was seen; the last
 * line of a user counts. Readable by the gateway's own user alone. Blocks; for one thread.
 */
final class UserFiles {
  private static final String SUFFIX = ".jsonl";

  private final Path directory;

  UserFiles(Path directory) {
    this.directory = directory;
  }

  /** Reads all files and leaves in each one line for each user that still counts. */
  Map<TenantId, Map<String, Seen>> open(long day) throws IOException {
    OwnerOnly.folder(directory);
    var all = new HashMap<TenantId, Map<String, Seen>>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Optional<TenantId> tenant = tenant(file);
        if (tenant.isPresent()) {
          Map<String, Seen> users = read(file, day);
          replace(tenant.get(), users);
          all.put(tenant.get(), users);
        }
      }
    }
    return all;
  }

  private static Optional<TenantId> tenant(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SUFFIX)
        ? TenantId.parse(name.substring(0, name.length() - SUFFIX.length()))
        : Optional.empty();
  }

  private static Map<String, Seen> read(Path file, long day) throws IOException {
    var users = new HashMap<String, Seen>();
    // Whatever a crash has left at an end is no UTF-8 perhaps, and no line.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    text.lines().forEach(line -> read(line, users));
    users.values().removeIf(seen -> !seen.countsOn(day));
    return users;
  }

  /** Reads a line; one that a crash has torn, and the empty one before each batch, is none. */
  private static void read(String line, Map<String, Seen> users) {
    JsonObject json;
    try {
      json = new JsonObject(line);
    } catch (DecodeException e) {
      return;
    }
    if (json.getValue("sub") instanceof String subject
        && json.getValue("first") instanceof Number first
        && json.getValue("last") instanceof Number last) {
      users.merge(
          subject,
          new Seen(first.longValue(), last.longValue()),
          (before, after) -> before.again(after.last()));
    }
  }

  /**
   * Adds what was seen of a tenant's users; a file that a failed write has torn goes on with a line
   * of its own.
   */
  void append(TenantId tenant, List<UserCensus.Note> notes) throws IOException {
    String lines =
        notes.stream()
            .map(note -> line(note.subject(), note.seen()))
            .collect(Collectors.joining("", "\n", ""));
    OwnerOnly.folderAgain(directory);
    OwnerOnly.append(file(tenant), lines);
  }

  private static String line(String subject, Seen seen) {
    return new JsonObject()
            .put("sub", subject)
            .put("first", seen.first())
            .put("last", seen.last())
            .encode()
        + '\n';
  }

  /** Puts these users in the place of whatever the file holds. */
  void replace(TenantId tenant, Map<String, Seen> users) throws IOException {
    if (users.isEmpty()) {
      Files.deleteIfExists(file(tenant));
      return;
    }
    var lines = new StringBuilder();
    users.forEach((subject, seen) -> lines.append(line(subject, seen)));
    OwnerOnly.folderAgain(directory);
    Durable.write(file(tenant), lines.toString());
  }

  private Path file(TenantId tenant) {
    return directory.resolve(tenant.value() + SUFFIX);
  }
}
