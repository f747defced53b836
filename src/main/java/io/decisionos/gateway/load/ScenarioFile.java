package io.decisionos.gateway.load;

import io.decisionos.gateway.load.engine.NothingServer;
import io.decisionos.gateway.load.scenario.Fault;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.Overrides;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import io.decisionos.gateway.load.scenario.Source;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A scenario's file: JSON, or YAML by its name, which is read and checked as the same JSON. */
final class ScenarioFile {

  private static final Pattern YAML = Pattern.compile(".*\\.ya?ml", Pattern.CASE_INSENSITIVE);

  private ScenarioFile() {}

  static Scenario read(Path file, Overrides overrides) throws InvalidScenario, IOException {
    boolean yaml = YAML.matcher(file.getFileName().toString()).matches();
    String written = Files.readString(file);
    return ScenarioReader.read(yaml ? json(file) : written, Source.of(file), overrides);
  }

  private static String json(Path file) throws InvalidScenario {
    Vertx vertx = NothingServer.oneLoop();
    var store =
        new ConfigStoreOptions()
            .setType("file")
            .setFormat("yaml")
            .setConfig(new JsonObject().put("path", file.toAbsolutePath().toString()));
    var options = new ConfigRetrieverOptions().setIncludeDefaultStores(false).addStore(store);
    Promise<JsonObject> config = Promise.promise();
    // What is YAML and no mapping is thrown past the retriever, which then never answers.
    vertx.exceptionHandler(config::tryFail);
    ConfigRetriever.create(vertx, options)
        .getConfig()
        .onComplete(config::tryComplete, config::tryFail);
    AsyncResult<JsonObject> read =
        config
            .future()
            .transform(result -> Future.succeededFuture(result))
            .eventually(vertx::close)
            .await();
    if (read.failed()) {
      throw new InvalidScenario(List.of(new Fault("the file", oneLine(read.cause()), "YAML")));
    }
    return read.result().encode();
  }

  private static String oneLine(Throwable broken) {
    String message = broken.getMessage() == null ? broken.toString() : broken.getMessage();
    return message.replaceAll("\\s+", " ").strip();
  }
}
