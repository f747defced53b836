package io.decisionos.gateway.alerts.message;

import io.decisionos.gateway.alerts.book.Alert;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.text.Printable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What messages say beside the labels.
 *
 * @param base where people reach the operators' listener, without a slash at the end
 */
public record Links(String base) {
  private static final int MOST = 2000;

  /** The page with all alerts. */
  String alerts() {
    return base + "/console/";
  }

  /** {@code summary}, {@code description} and {@code runbook_url}. */
  public Map<String, String> annotations(Alert alert) {
    String name = alert.labels().alertname();
    String summary = BuiltIn.of(name).map(BuiltIn::summary).orElse(name);
    var annotations = new TreeMap<String, String>();
    annotations.put("summary", summary);
    annotations.put("description", shown(alert.what().isEmpty() ? summary : alert.what()));
    annotations.put("runbook_url", runbook(name));
    return annotations;
  }

  /** What a message that only tries a receiver is about has no runbook: it leads to the page. */
  String runbook(String alertname) {
    boolean known = BuiltIn.of(alertname).isPresent() || alertname.equals(Message.DIGEST);
    return known ? base + "/console/runbooks/" + alertname : alerts();
  }

  /** Safe to print and not too long; no half of a pair of surrogates is left at the end. */
  static String shown(String text) {
    String safe = Printable.of(text);
    return safe.length() <= MOST ? safe : cut(safe, MOST) + "…";
  }

  /** At most so many units of text, none of them half a character. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
