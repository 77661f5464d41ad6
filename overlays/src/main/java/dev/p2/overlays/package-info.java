/**
 * The library of overlays: OverLog programs under {@code overlays/NAME/} on the class path, found
 * by name.
 *
 * <p><b>Door:</b> {@link dev.p2.overlays.Overlays}. <b>May use:</b> {@code dev.p2.lang.syntax}.
 * <b>Never here:</b> Java code of an overlay; what an overlay does is said in its rules.
 */
package dev.p2.overlays;
