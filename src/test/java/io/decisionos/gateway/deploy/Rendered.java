package io.decisionos.gateway.deploy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The objects that the chart makes of some values. */
record Rendered(List<Map<String, Object>> documents) {

  static Rendered of(Map<String, Object> over) throws IOException {
    String text = new Chart().render(Chart.values(over));
    var documents = new Load(LoadSettings.builder().build()).loadAllFromString(text);
    return new Rendered(
        StreamSupport.stream(documents.spliterator(), false).map(Chart::map).toList());
  }

  Map<String, Object> of(String kind) {
    return documents.stream()
        .filter(document -> document.get("kind").equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /** The files of a ConfigMap. */
  Map<String, Object> data(String suffix) {
    return documents.stream()
        .filter(document -> document.get("kind").equals("ConfigMap"))
        .filter(document -> at(document, "metadata", "name").toString().endsWith("-" + suffix))
        .map(document -> Chart.map(document.get("data")))
        .findFirst()
        .orElseThrow();
  }

  Map<String, Object> pod() {
    return Chart.map(at(of("StatefulSet"), "spec", "template", "spec"));
  }

  Map<String, String> variables() {
    var all = new HashMap<String, String>();
    for (Object entry : (List<?>) at(pod(), "containers", 0, "env")) {
      all.put((String) at(entry, "name"), String.valueOf(at(entry, "value")));
    }
    return all;
  }

  /** What is at the end of a path of keys and places. */
  static Object at(Object document, Object... path) {
    Object found = document;
    for (Object step : path) {
      found =
          step instanceof Integer index
              ? ((List<?>) found).get(index)
              : Chart.map(found).get(step.toString());
    }
    return found;
  }
}
