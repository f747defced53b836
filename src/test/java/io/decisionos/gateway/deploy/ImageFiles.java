package io.decisionos.gateway.deploy;

import io.decisionos.gateway.fixture.Shell;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The OCI image that the build made, unpacked as an engine would. */
record ImageFiles(JsonObject manifest, JsonObject config, List<String> tags, Path root) {

  static ImageFiles unpack(Path image, Path home) throws IOException {
    Path layout = Files.createDirectory(home.resolve("layout"));
    Path root = Files.createDirectory(home.resolve("root"));
    Shell.run("tar", "-xf", image.toString(), "-C", layout.toString());
    var index = new JsonObject(Files.readString(layout.resolve("index.json")));
    var manifest = read(layout, index.getJsonArray("manifests").getJsonObject(0));
    for (JsonObject layer : layers(manifest)) {
      Shell.run(
          "tar", "-xpzf", blob(layout, layer).toString(), "--same-owner", "-C", root.toString());
    }
    // Engines put it there.
    Files.writeString(root.resolve("etc/resolv.conf"), "nameserver 127.0.0.1\n");
    return new ImageFiles(
        manifest, read(layout, manifest.getJsonObject("config")), tags(layout), root);
  }

  static List<JsonObject> layers(JsonObject manifest) {
    return manifest.getJsonArray("layers").stream().map(JsonObject.class::cast).toList();
  }

  /** The names that engines give it that load what "docker save" writes. */
  private static List<String> tags(Path layout) throws IOException {
    var images = new JsonArray(Files.readString(layout.resolve("manifest.json")));
    return images.getJsonObject(0).getJsonArray("RepoTags").stream().map(String::valueOf).toList();
  }

  private static JsonObject read(Path layout, JsonObject descriptor) throws IOException {
    return new JsonObject(Files.readString(blob(layout, descriptor)));
  }

  private static Path blob(Path layout, JsonObject descriptor) {
    return layout.resolve("blobs").resolve(descriptor.getString("digest").replace(':', '/'));
  }

  JsonObject run() {
    return config.getJsonObject("config");
  }

  /**
   * The command that runs it as an engine does: a root that cannot be written, the volume over it,
   * the user of the image, no capability, none to be had. In one process, so that signals reach the
   * gateway.
   */
  List<String> command(Path volume) {
    String user = run().getString("User").replaceFirst(":.*", "");
    String data = run().getJsonObject("Volumes").fieldNames().iterator().next();
    String mounts =
        String.join(
            " && ",
            "mount --bind \"$1\" \"$1\"",
            "mount -o remount,bind,ro \"$1\"",
            "mount -t proc proc \"$1/proc\"",
            "mount --rbind /dev \"$1/dev\"",
            "mount --bind \"$2\" \"$1" + data + "\"",
            "root=$1",
            "shift 2",
            "exec setpriv --no-new-privs --bounding-set=-all,+sys_chroot,+setuid,+setgid"
                + " unshare --root=\"$root\" --wd="
                + run().getString("WorkingDir")
                + " --setgid="
                + user
                + " --setuid="
                + user
                + " \"$@\"");
    JsonArray entrypoint = run().getJsonArray("Entrypoint");
    var command =
        new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", mounts, "sh", root.toString()));
    command.add(volume.toString());
    entrypoint.forEach(word -> command.add(word.toString()));
    return command;
  }
}
