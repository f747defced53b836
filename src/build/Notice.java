package io.decisionos.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Makes the NOTICE of what is shipped from the bill of materials. The build runs it as a script:
 * BOM.xml NOTICE.
 */
final class Notice {
  private Notice() {}

  public static void main(String[] arguments) throws Exception {
    var bill = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(arguments[0]);
    var lines = new TreeSet<String>();
    for (Element component :
        inside(inside(bill.getDocumentElement(), "components").get(0), "component")) {
      var licences = new TreeSet<String>();
      for (Element all : inside(component, "licenses")) {
        for (Element licence : inside(all, "license")) {
          licences.add(text(licence, "id") + text(licence, "name"));
        }
        licences.add(text(all, "expression"));
      }
      licences.remove("");
      if (licences.isEmpty()) {
        throw new IllegalStateException(
            text(component, "name") + " has no licence in the bill of materials");
      }
      lines.add(
          text(component, "group")
              + ":"
              + text(component, "name")
              + " "
              + text(component, "version")
              + ": "
              + String.join(" or ", licences));
    }
    var notice = new ArrayList<String>();
    notice.add(
        "DecisionOS tenant gateway, licensed under the Apache License, Version 2.0; see LICENSE.");
    notice.add("");
    notice.add(
        "It contains these libraries, each under its own licence; where there are several, any of"
            + " them.");
    notice.add("");
    notice.addAll(lines);
    Files.write(Path.of(arguments[1]), notice);
  }

  private static List<Element> inside(Element parent, String name) {
    var found = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    return inside(parent, name).stream()
        .findFirst()
        .map(Element::getTextContent)
        .orElse("")
        .strip();
  }
}
