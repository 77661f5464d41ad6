package dev.p2.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version, as Maven wrote it into the jar. */
final class Version {
  private static final String RESOURCE = "/META-INF/maven/dev.p2/p2-tools/pom.properties";

  private Version() {}

  /** {@code 0.1.0}, or {@code (not packaged)} from class files. */
  static String text() {
    try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
      if (in == null) return "(not packaged)";
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "(unknown)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
