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
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A scenario's file: JSON, or YAML by its name, which is read and checked as the same JSON. */
final class ScenarioFile {

  private static final Pattern YAML = Pattern.compile(".*\\.ya?ml", Pattern.CASE_INSENSITIVE);

  private ScenarioFile() {}

  static Scenario read(Path file, Overrides overrides) throws InvalidScenario, IOException {
    boolean yaml = YAML.matcher(file.getFileName().toString()).matches();
    String written = Files.readString(file);
    if (yaml) {
      refuseKeysThatComeTwice(written);
    }
    return ScenarioReader.read(yaml ? json(file) : written, Source.of(file), overrides);
  }

  /** The retriever takes the last of them, and says nothing. */
  private static void refuseKeysThatComeTwice(String written) throws InvalidScenario {
    var once = new LoaderOptions();
    once.setAllowDuplicateKeys(false);
    try {
      new Yaml(new SafeConstructor(once)).load(written);
    } catch (DuplicateKeyException e) {
      String line = "line " + (e.getProblemMark().getLine() + 1);
      throw new InvalidScenario(
          List.of(new Fault(line, e.getProblem().replaceFirst("^found ", "a "), "each key once")));
    } catch (YAMLException e) {
      throw noYaml(e);
    }
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
      throw noYaml(read.cause());
    }
    return read.result().encode();
  }

  private static InvalidScenario noYaml(Throwable broken) {
    return new InvalidScenario(List.of(new Fault("the file", oneLine(broken), "YAML")));
  }

  private static String oneLine(Throwable broken) {
    String message = broken.getMessage() == null ? broken.toString() : broken.getMessage();
    return message.replaceAll("\\s+", " ").strip();
  }
}
