package io.decisionos.gateway.keys;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.FileForm;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Keysets as they lie in a directory, for whoever looks at them without a gateway. Blocking. */
public final class KeyFolder {
  private KeyFolder() {}

  /**
   * What was found.
   *
   * @param faults those of the file; those of the material are the listing's
   */
  public record Reading(KeyListing listing, List<Fault> faults) {}

  /** Reads the directory; scopes are taken as they are. */
  public static Reading read(Path directory, Function<String, Optional<String>> variables) {
    return read(directory, variables, Optional.empty());
  }

  /**
   * Reads the directory.
   *
   * @param scopeWords the scopes that there are; empty: any
   */
  public static Reading read(
      Path directory,
      Function<String, Optional<String>> variables,
      Optional<Set<String>> scopeWords) {
    Path file = directory.resolve(Keysets.FILE);
    try {
      Optional<Fault> form = FileForm.fault(Keysets.FILE, file);
      if (form.isPresent()) {
        return broken(form.get());
      }
      byte[] text = Files.readAllBytes(file);
      Section root = Section.of(Keysets.FILE, YamlReader.read(Keysets.FILE, text));
      Keysets listed = KeysetsReader.read(root, scopeWords);
      var listing = KeyListing.of(listed, files(directory, listed), variables);
      return new Reading(listing, root.faults());
    } catch (NoSuchFileException e) {
      return broken(Fault.ofFile(Keysets.FILE, "no such file", "the file"));
    } catch (IOException e) {
      return broken(Fault.ofFile(Keysets.FILE, "an unreadable file", "a readable file"));
    } catch (YamlReader.InvalidYaml e) {
      return broken(e.fault());
    }
  }

  private static Reading broken(Fault fault) {
    return new Reading(KeyListing.EMPTY, List.of(fault));
  }

  private static Map<String, Material> files(Path directory, Keysets listed) {
    Map<String, Material> files = new HashMap<>();
    listed.all().stream()
        .flatMap(keyset -> keyset.keys().stream())
        .flatMap(entry -> entry.place().stream())
        .filter(place -> Set.of(Source.FILE, Source.KMS).contains(place.source()))
        .forEach(place -> file(directory, place).ifPresent(m -> files.put(place.name(), m)));
    return files;
  }

  private static Optional<Material> file(Path directory, MaterialPlace place) {
    Path file = directory.resolve(place.name());
    try {
      return FileForm.fault(place.name(), file).isPresent()
          ? Optional.of(Material.NONE)
          : Optional.of(Material.of(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Material.NONE);
    }
  }
}
