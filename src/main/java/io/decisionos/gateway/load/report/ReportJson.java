package io.decisionos.gateway.load.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.measure.ControlReport;
import io.decisionos.gateway.load.measure.Finding;
import io.decisionos.gateway.load.measure.Ledger;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.measure.SecondRow;
import io.decisionos.gateway.load.measure.SelfReport;
import io.decisionos.gateway.load.measure.Tally;
import io.decisionos.gateway.load.measure.Verdict;
import io.decisionos.gateway.load.scenario.LoadTenant;
import io.decisionos.gateway.load.scenario.Phase;
import io.decisionos.gateway.load.scenario.RequestTemplate;
import io.decisionos.gateway.load.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.HdrHistogram.HistogramIterationValue;

/** A run as JSON, the form in which reports are kept and compared. Pure. */
public final class ReportJson {

  private static final int FORMAT = 1;
  private static final double MICROS = 1000.0;
  private static final int SPECTRUM_TICKS = 5;

  private final RunResult result;
  private final Verdict verdict;
  private final Scenario scenario;
  private final Ledger ledger;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private ReportJson(RunResult result, Verdict verdict) {
    this.result = result;
    this.verdict = verdict;
    this.scenario = result.scenario();
    this.ledger = result.ledger();
  }

  public static ObjectNode of(RunResult result) {
    return of(result, result.verdict());
  }

  /**
   * A run under another verdict than its own.
   *
   * @param verdict also of what else was watched
   */
  public static ObjectNode of(RunResult result, Verdict verdict) {
    return new ReportJson(result, verdict).write();
  }

  /** The version of the tool that writes. */
  public static String toolVersion() {
    return Machine.here().versions().tool();
  }

  private ObjectNode write() {
    json.put("format", FORMAT);
    json.put("scenario", scenario.name());
    json.put("target", scenario.wire().target().toString());
    json.put("seed", scenario.seed());
    json.put("started_at", result.startedAt().toString());
    json.put("seconds", scenario.plan().seconds());
    result.endedAfter().ifPresent(seconds -> json.put("ended_after_seconds", seconds));
    verdict();
    machine();
    self();
    json.set("totals", TallyJson.of(ledger.totals()));
    phases();
    tenants();
    requests();
    ObjectNode faults = json.putObject("failed_checks");
    ledger.faults().forEach(faults::put);
    spectrum();
    seconds();
    json.set("document", scenario.document());
    return json;
  }

  private void verdict() {
    ObjectNode node = json.putObject("verdict");
    node.put("state", verdict.state().name());
    node.put("exit", verdict.state().exit());
    verdict.reasons().forEach(node.putArray("reasons")::add);
    verdict.advice().forEach(node.putArray("advice")::add);
    ArrayNode findings = node.putArray("thresholds");
    for (Finding finding : result.findings()) {
      ObjectNode one = findings.addObject();
      one.put("scope", finding.scope());
      one.put("measure", finding.measure());
      one.put("at_most", finding.limit());
      finding.found().ifPresent(found -> one.put("found", found));
      one.put("met", finding.met());
      one.put("text", finding.toString());
    }
  }

  private void machine() {
    var machine = Machine.here();
    ObjectNode node = json.putObject("machine");
    node.put("os", machine.os());
    node.put("cpu", machine.cpu());
    node.put("cores", machine.cores());
    node.put("load_average", machine.load());
    ObjectNode versions = json.putObject("versions");
    versions.put("tool", machine.versions().tool());
    versions.put("java", machine.versions().java());
    versions.put("vertx", machine.versions().vertx());
  }

  private void self() {
    SelfReport self = result.self();
    ObjectNode node = json.putObject("self");
    node.put("sends", self.schedule().sends());
    node.put("late_sends", self.schedule().late());
    node.put("late_sends_by_tool", self.schedule().lateByTool());
    node.put("unsent", self.schedule().unsent());
    node.put("send_lateness_p99_ms", self.schedule().p99Ms());
    node.put("send_lateness_max_ms", self.schedule().maxMs());
    node.put("loop_lag_p99_ms", self.lag().p99Ms());
    node.put("loop_lag_max_ms", self.lag().maxMs());
    node.put("loop_cpu_mean", self.cpu().mean());
    node.put("loop_cpu_max", self.cpu().most());
    node.put("cpu_us_per_request", self.cpu().microsPerRequest());
    control(node.putObject("control"), self.control());
  }

  private static void control(ObjectNode node, ControlReport control) {
    node.put("requests", control.controls());
    node.put("p50_ms", control.figures().p50Ms());
    node.put("p99_ms", control.figures().p99Ms());
    node.put("max_ms", control.figures().maxMs());
    node.put("judged", control.windows().judged());
    node.put("exceeded", control.windows().exceeded());
    ArrayNode seconds = node.putArray("too_much_in");
    control.seconds().forEach(excess -> seconds.add(excess.toString()));
    control.whole().forEach(excess -> seconds.add("as a whole: " + excess));
    ArrayNode near = node.putArray("within_resolution");
    control.near().forEach(excess -> near.add(excess.toString()));
  }

  private void phases() {
    ArrayNode all = json.putArray("phases");
    List<Phase> phases = scenario.plan().phases();
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      ObjectNode node = all.addObject();
      node.put("name", phase.span().name());
      node.put("kind", phase.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      node.put("seconds", phase.span().seconds());
      node.put("measured", phase.span().measured());
      node.setAll(TallyJson.of(ledger.part(OptionalInt.empty(), OptionalInt.of(i))));
      ObjectNode tenants = node.putObject("tenants");
      for (int t = 0; t < scenario.mix().tenants().size(); t++) {
        Tally part = ledger.part(OptionalInt.of(t), OptionalInt.of(i));
        tenants.set(scenario.mix().tenants().get(t).id(), TallyJson.of(part));
      }
    }
  }

  private void tenants() {
    ArrayNode all = json.putArray("tenants");
    List<LoadTenant> tenants = scenario.mix().tenants();
    for (int i = 0; i < tenants.size(); i++) {
      ObjectNode node = all.addObject();
      node.put("name", tenants.get(i).id());
      node.put("role", tenants.get(i).role().name().toLowerCase(Locale.ROOT));
      node.setAll(TallyJson.of(ledger.part(OptionalInt.of(i), OptionalInt.empty())));
    }
  }

  private void requests() {
    ArrayNode all = json.putArray("requests");
    List<RequestTemplate> requests = scenario.mix().requests();
    for (int i = 0; i < requests.size(); i++) {
      ObjectNode node = all.addObject().put("name", requests.get(i).name());
      node.setAll(TallyJson.of(ledger.request(i)));
    }
  }

  /** Pairs of percentile and milliseconds, closer together towards 100. */
  private void spectrum() {
    ArrayNode points = json.putArray("spectrum");
    for (HistogramIterationValue value : ledger.totals().latency().percentiles(SPECTRUM_TICKS)) {
      ArrayNode point = points.addArray();
      point.add(value.getPercentileLevelIteratedTo());
      point.add(value.getValueIteratedTo() / MICROS);
    }
  }

  private void seconds() {
    ArrayNode all = json.putArray("timeline");
    for (SecondRow row : ledger.timeline().rows()) {
      ObjectNode node = all.addObject();
      node.put("second", row.second());
      node.put("sent", row.sent());
      node.put("ok", row.counts().ok());
      node.put("rejected", row.counts().rejected());
      node.put("errors", row.counts().errors());
      put(node, "p50", row.times().p50());
      put(node, "p95", row.times().p95());
      put(node, "p99", row.times().p99());
      put(node, "max", row.times().max());
      ArrayNode tenants = node.putArray("tenants");
      row.tenants()
          .forEach(part -> put(tenants.addObject().put("ended", part.ended()), "p99", part.p99()));
    }
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    value.ifPresent(known -> node.put(key, known));
  }
}
