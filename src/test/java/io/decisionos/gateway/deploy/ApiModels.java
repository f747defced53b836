package io.decisionos.gateway.deploy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/** The API of Kubernetes as its models have it: what a document says that they do not know. */
final class ApiModels {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1/ConfigMap", ConfigMap.class,
          "v1/Service", Service.class,
          "apps/v1/StatefulSet", StatefulSet.class,
          "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

  private ApiModels() {}

  /**
   * Names every field that its kind does not have.
   *
   * @throws IllegalArgumentException if a value is not of its field's type, or the kind is none
   */
  static List<String> unknown(Map<String, Object> document) {
    String kind = document.get("apiVersion") + "/" + document.get("kind");
    Class<?> model = KINDS.get(kind);
    if (model == null) {
      throw new IllegalArgumentException("no such kind: " + kind);
    }
    var unknown = new ArrayList<String>();
    collect(JSON.convertValue(document, model), kind, unknown);
    return unknown;
  }

  private static void collect(Object value, String path, List<String> unknown) {
    if (value instanceof List<?> list) {
      list.forEach(item -> collect(item, path + "[]", unknown));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> collect(item, path + "." + key, unknown));
    } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")) {
      for (Method method : value.getClass().getMethods()) {
        boolean isGetter = method.getParameterCount() == 0 && method.getName().startsWith("get");
        if (isGetter && method.getName().equals("getAdditionalProperties")) {
          ((Map<?, ?>) read(method, value)).keySet().forEach(key -> unknown.add(path + "." + key));
        } else if (isGetter && !method.getName().equals("getClass")) {
          collect(read(method, value), path + "." + method.getName().substring(3), unknown);
        }
      }
    }
  }

  private static Object read(Method getter, Object value) {
    try {
      return getter.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
