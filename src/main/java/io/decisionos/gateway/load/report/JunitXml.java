package io.decisionos.gateway.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report as test cases, in the XML of JUnit that build servers read. Pure. */
public final class JunitXml {

  private final JsonNode report;
  private final XMLStreamWriter xml;

  private JunitXml(JsonNode report, XMLStreamWriter xml) {
    this.report = report;
    this.xml = xml;
  }

  /** One case for each threshold, and one for whether the run counts at all. */
  public static String of(JsonNode report) {
    var text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new JunitXml(report, xml).write();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("a text takes everything", impossible);
    }
    return text.toString();
  }

  private void write() throws XMLStreamException {
    JsonNode thresholds = report.path("verdict").path("thresholds");
    boolean counts = counts();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", clean(report.path("scenario").asText()));
    xml.writeAttribute("tests", Integer.toString(thresholds.size() + 1));
    xml.writeAttribute("failures", Long.toString(failures(thresholds)));
    xml.writeAttribute("errors", counts ? "0" : "1");
    xml.writeAttribute("time", report.path("seconds").asText());
    xml.writeAttribute("timestamp", report.path("started_at").asText());
    open("the run counts");
    if (!counts) {
      said(
          "error",
          Stream.of("reasons", "advice").flatMap(this::lines).collect(Collectors.joining("; ")));
    }
    xml.writeEndElement();
    for (JsonNode threshold : thresholds) {
      open(threshold.path("scope").asText() + ", " + threshold.path("measure").asText());
      if (!threshold.path("met").asBoolean()) {
        said("failure", threshold.path("text").asText());
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private boolean counts() {
    String state = report.path("verdict").path("state").asText();
    return !state.equals("INVALID") && !state.equals("INTERRUPTED");
  }

  private static long failures(JsonNode thresholds) {
    return StreamSupport.stream(thresholds.spliterator(), false)
        .filter(threshold -> !threshold.path("met").asBoolean())
        .count();
  }

  private void open(String name) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "load." + clean(report.path("scenario").asText()));
    xml.writeAttribute("name", clean(name));
  }

  private void said(String kind, String message) throws XMLStreamException {
    xml.writeStartElement(kind);
    xml.writeAttribute("message", clean(message));
    xml.writeEndElement();
  }

  private Stream<String> lines(String key) {
    return StreamSupport.stream(report.path("verdict").path(key).spliterator(), false)
        .map(JsonNode::asText);
  }

  /** XML has no way to write control characters. */
  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}|[\\uD800-\\uDFFF\\uFFFE\\uFFFF]", " ");
  }
}
