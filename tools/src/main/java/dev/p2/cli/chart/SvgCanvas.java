package dev.p2.cli.chart;

import java.awt.Graphics2D;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Batik's canvas on the JDK's DOM. */
final class SvgCanvas {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final int DECIMALS = 2;

  private final String title;
  private final Document document;
  private final SVGGraphics2D graphics;

  /** An empty canvas; {@code title} is for those who cannot see it. */
  SvgCanvas(String title) {
    this.title = title;
    try {
      document =
          DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment("painted by XChart on Batik");
    context.setPrecision(DECIMALS);
    context.setIDGenerator(new Ids(title));
    graphics = new SVGGraphics2D(context, false);
  }

  Graphics2D graphics() {
    return graphics;
  }

  String document(int width, int height) {
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + width + " " + height);
    root.setAttribute("width", String.valueOf(width));
    root.setAttribute("height", String.valueOf(height));
    root.setAttribute("role", "img");
    Element words = document.createElementNS(SVG, "title");
    words.setTextContent(title);
    root.insertBefore(words, root.getFirstChild());
    var out = new StringWriter();
    try {
      Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
      writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      writer.transform(new DOMSource(root), new StreamResult(out));
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
    return out + "\n";
  }

  /** Names that do not meet those of another chart on the same page. */
  private static final class Ids extends SVGIDGenerator {
    private final String chart;

    Ids(String title) {
      chart = title.replaceAll("[^A-Za-z0-9]+", "-");
    }

    @Override
    public String generateID(String prefix) {
      return chart + "-" + super.generateID(prefix);
    }
  }
}
