package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.DirectoryContents;
import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.config.DocumentReader;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.SettleTimes;
import io.decisionos.gateway.config.WatchedDirectory;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantFile;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.tenant.TenantLedger;
import io.decisionos.gateway.tenant.TenantReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Tenants' files as a gateway that starts now would take them. Immutable.
 *
 * @param files what each file says, by name
 * @param ledger without any last good version
 * @param trouble what was named and is not to be had
 * @param ignored files that look like a tenant's and are not read
 */
record TenantFiles(
    Map<String, TenantFile> files, TenantLedger ledger, List<Fault> trouble, List<String> ignored) {
  private static final SettleTimes AT_ONCE = new SettleTimes(Duration.ZERO, Duration.ZERO);
  private static final int MOST_LOOKS = 10;
  private static final TenantReader READER = new TenantReader();
  private static final String LIKE_A_TENANTS = "(?i)[^.#].*\\.ya?ml(\\.\\w+)?";

  /** The files of a directory. */
  static TenantFiles of(Path directory) {
    return of(List.of(directory));
  }

  /** These files, and those of these directories. */
  static TenantFiles of(List<Path> places) {
    var gathered = new Gathered(places.size() == 1);
    places.forEach(gathered::add);
    return gathered.taken();
  }

  /** Reads some files of a directory, under the names by which the caller knows them. */
  private record Shown(Predicate<String> chosen, UnaryOperator<String> shown)
      implements DocumentReader<TenantFile> {
    @Override
    public boolean accepts(String name) {
      return chosen.test(name) && READER.accepts(name);
    }

    @Override
    public TenantFile read(String name, byte[] content) {
      return READER.read(shown.apply(name), content);
    }

    @Override
    public TenantFile unreadable(String name, Fault fault) {
      return READER.unreadable(shown.apply(name), renamed(name, fault));
    }

    @Override
    public TenantFile tooLarge(String name, byte[] beginning, Fault fault) {
      return READER.tooLarge(shown.apply(name), beginning, renamed(name, fault));
    }

    private Fault renamed(String name, Fault fault) {
      return Fault.ofFile(shown.apply(name), fault.found(), fault.expected());
    }
  }

  /** What was found so far. */
  private record Gathered(
      boolean alone,
      Map<String, FileState<TenantFile>> files,
      List<Fault> trouble,
      List<String> ignored) {

    Gathered(boolean alone) {
      this(alone, new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    void add(Path place) {
      if (place.toString().isBlank()) {
        trouble.add(Fault.ofFile("\"\"", "an empty name", "a directory or a file"));
      } else if (Files.isDirectory(place) || !Files.exists(place)) {
        addDirectory(place);
      } else {
        addFile(place);
      }
    }

    private void addDirectory(Path directory) {
      UnaryOperator<String> shown = name -> alone ? name : directory.resolve(name).toString();
      DirectoryContents<TenantFile> found = look(directory, new Shown(name -> true, shown));
      found.trouble().ifPresent(trouble::add);
      found.files().forEach((name, state) -> files.put(shown.apply(name), state));
      try (Stream<Path> all = Files.list(directory)) {
        all.map(file -> file.getFileName().toString())
            .filter(name -> name.matches(LIKE_A_TENANTS) && !READER.accepts(name))
            .filter(name -> !name.equals("schema.yaml"))
            .map(shown)
            .sorted()
            .forEach(ignored::add);
      } catch (IOException e) {
        // Said above, in better words.
        return;
      }
    }

    private void addFile(Path file) {
      String name = file.getFileName().toString();
      if (READER.accepts(name)) {
        Path folder = file.toAbsolutePath().getParent();
        look(folder, new Shown(name::equals, same -> file.toString()))
            .files()
            .values()
            .forEach(state -> files.put(file.toString(), state));
      } else {
        ignored.add(file.toString());
      }
    }

    TenantFiles taken() {
      var contents =
          new DirectoryContents<>(files, Optional.empty(), Optional.empty(), Optional.empty());
      var said = new TreeMap<String, TenantFile>();
      files.forEach((name, state) -> said.put(name, state.value()));
      TenantLedger ledger = TenantLedger.EMPTY.apply(contents, 0, Duration.ZERO);
      return new TenantFiles(said, ledger, List.copyOf(trouble), List.copyOf(ignored));
    }
  }

  /** Looks until no file is left that changed while it was read. */
  private static DirectoryContents<TenantFile> look(Path path, DocumentReader<TenantFile> reader) {
    var directory = new WatchedDirectory<>(path, reader, Clock.systemUTC());
    DirectoryContents<TenantFile> contents = directory.sweep(AT_ONCE);
    for (int look = 1; look < MOST_LOOKS && contents.nextDue().isPresent(); look++) {
      contents = directory.sweep(AT_ONCE);
    }
    return contents;
  }

  int count() {
    return files.size();
  }

  /** What is wrong with what was named, and with the files. */
  List<Fault> faults() {
    return Stream.concat(trouble.stream(), ledger.faults().stream()).toList();
  }

  /**
   * What is wrong; no file at all is wrong as well: who has something checked has something.
   *
   * @param where what was named
   */
  List<Fault> faultsOrNothing(String where) {
    return count() > 0 || !trouble.isEmpty()
        ? faults()
        : List.of(
            Fault.ofFile(
                where, "no tenant's file", "at least one (--allow-empty if none is meant)"));
  }

  /** The tenants that would be known, by id. */
  Map<String, Tenant> tenants() {
    var tenants = new TreeMap<String, Tenant>();
    ledger.book().tenants().forEach(tenant -> tenants.put(tenant.id().value(), tenant));
    return tenants;
  }

  /** The ids that files with faults are about, as far as they can be read. */
  TreeSet<String> invalidIds() {
    var ids = new TreeSet<String>();
    files.values().stream()
        .flatMap(file -> named(file).stream())
        .map(TenantId::value)
        .filter(id -> !tenants().containsKey(id))
        .forEach(ids::add);
    return ids;
  }

  private static Optional<TenantId> named(TenantFile file) {
    return file instanceof TenantFile.Broken broken ? broken.named() : file.claim();
  }

  /** The faults of the files that are about a tenant. */
  List<Fault> faultsOf(String id) {
    return ledger.faults().stream()
        .filter(fault -> files.containsKey(fault.file()))
        .filter(fault -> isAbout(files.get(fault.file()), id))
        .toList();
  }

  private static boolean isAbout(TenantFile file, String id) {
    return named(file).filter(found -> found.value().equals(id)).isPresent();
  }
}
