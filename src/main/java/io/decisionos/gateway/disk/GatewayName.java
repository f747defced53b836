package io.decisionos.gateway.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The name under which what is counted here is shown to other gateways. It lies beside what was
 * counted, so that a gateway that comes up again goes on under it and counts nothing twice.
 */
public final class GatewayName {
  private static final String FILE = "gateway-name";
  private static final String FORM = "[0-9a-f-]{36}";

  private GatewayName() {}

  /** The name in a folder; made if there is none. */
  public static String of(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      String name = Files.readString(file).strip();
      if (name.matches(FORM)) {
        return name;
      }
    }
    String name = UUID.randomUUID().toString();
    Durable.write(file, name + "\n");
    return name;
  }
}
