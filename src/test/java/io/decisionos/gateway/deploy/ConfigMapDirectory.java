package io.decisionos.gateway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A directory as the kubelet mounts a ConfigMap: each file leads through {@code ..data} to a folder
 * of one version, and a new version is there at once, by one rename.
 */
record ConfigMapDirectory(Path directory) {

  /** Writes the first version. */
  static ConfigMapDirectory of(Path directory, Map<String, Object> data) throws IOException {
    Files.createDirectories(directory);
    var mounted = new ConfigMapDirectory(directory);
    mounted.swap("..first", data);
    return mounted;
  }

  /** Has another version take the place of the one before. */
  void swap(String version, Map<String, Object> data) throws IOException {
    Path folder = Files.createDirectory(directory.resolve(version));
    for (Map.Entry<String, Object> file : data.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue().toString());
    }
    Path next = Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of(version));
    Files.move(next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    for (String name : data.keySet()) {
      Path link = directory.resolve(name);
      if (!Files.isSymbolicLink(link)) {
        Files.createSymbolicLink(link, Path.of("..data", name));
      }
    }
  }
}
