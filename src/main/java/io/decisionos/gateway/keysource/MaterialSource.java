package io.decisionos.gateway.keysource;

import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.MaterialPlace;
import io.decisionos.gateway.keys.RemotePlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service that holds the material of keys. Blocking, for at most two seconds a call; used by one
 * thread at a time.
 */
public interface MaterialSource extends AutoCloseable {

  /**
   * What came of one place.
   *
   * @param trouble why there is none, in words that hold no secret
   */
  record Reading(Optional<Material> material, Optional<String> trouble) {
    public static Reading of(Material material) {
      return new Reading(Optional.of(material), Optional.empty());
    }

    public static Reading failed(String why) {
      return new Reading(Optional.empty(), Optional.of(why));
    }
  }

  /**
   * Reads.
   *
   * @param places all of this source
   * @return a reading for each of them
   */
  Map<MaterialPlace, Reading> read(List<RemotePlace> places);

  @Override
  void close();
}
