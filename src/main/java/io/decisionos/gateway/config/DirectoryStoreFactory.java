package io.decisionos.gateway.config;

import io.vertx.config.spi.ConfigStore;
import io.vertx.config.spi.ConfigStoreFactory;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * Lets Vert.x Config find our store under the type {@code watched-directory}. The store is made by
 * {@link DirectoryFeed}, which hands it over in the options.
 */
public final class DirectoryStoreFactory implements ConfigStoreFactory {
  static final String TYPE = "watched-directory";
  static final String STORE = "store";

  @Override
  public String name() {
    return TYPE;
  }

  @Override
  public ConfigStore create(Vertx vertx, JsonObject configuration) {
    return (ConfigStore) configuration.getValue(STORE);
  }
}
