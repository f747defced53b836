package io.decisionos.gateway.keysource.aws;

import io.decisionos.gateway.aws.AwsTrouble;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.MaterialPlace;
import io.decisionos.gateway.keys.RemotePlace;
import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.keysource.MaterialSource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** SecureString parameters of AWS Systems Manager, read ten at a time. */
final class SsmSource implements MaterialSource {
  private static final int MOST_AT_ONCE = 10;

  private final SsmClient client;

  SsmSource(SsmClient client) {
    this.client = client;
  }

  @Override
  public Map<MaterialPlace, Reading> read(List<RemotePlace> places) {
    List<String> names = places.stream().map(remote -> remote.place().name()).toList();
    Map<MaterialPlace, Reading> readings = new HashMap<>();
    String missing = "is no parameter there";
    try {
      for (int from = 0; from < names.size(); from += MOST_AT_ONCE) {
        readPage(names.subList(from, Math.min(names.size(), from + MOST_AT_ONCE)), readings);
      }
    } catch (SdkException e) {
      // Whoever does not answer this page is not asked for the next.
      missing = AwsTrouble.of(e);
    }
    for (RemotePlace remote : places) {
      readings.putIfAbsent(remote.place(), Reading.failed(missing));
    }
    return readings;
  }

  private void readPage(List<String> names, Map<MaterialPlace, Reading> readings) {
    var answer = client.getParameters(ask -> ask.names(names).withDecryption(true));
    answer
        .parameters()
        .forEach(found -> readings.put(new MaterialPlace(Source.SSM, found.name()), of(found)));
  }

  private static Reading of(Parameter parameter) {
    if (parameter.type() != ParameterType.SECURE_STRING || parameter.value() == null) {
      return Reading.failed("is no SecureString");
    }
    return Reading.of(Material.of(parameter.value().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    client.close();
  }
}
