package dev.p2.net.record;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over numbers. */
public final class RunDigest {
  private final MessageDigest digest;
  private final ByteBuffer octets = ByteBuffer.allocate(Long.BYTES);

  public RunDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  public void add(long number) {
    digest.update(octets.putLong(0, number).array());
  }

  /** The digest, in hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
