package io.decisionos.gateway.keys;

import java.util.Optional;

/** What is at hand of the material of keys. Never waits. */
@FunctionalInterface
interface Materials {
  Optional<Material> at(MaterialPlace place);
}
