/**
 * One way to write a program: spaces, line breaks and indentation; everything else stays.
 *
 * <p><b>Door:</b> {@link dev.p2.lang.format.Formatter#format}. In: a {@link
 * dev.p2.lang.syntax.Source}; out: its text, formatted, or its syntax errors.
 *
 * <p><b>On the way:</b> {@code Items} cuts a file's pieces into statements, comments and
 * preprocessor lines; {@code Spacing} says where blanks stand inside a statement; {@code Layout}
 * breaks it into lines; {@code Alignment} keeps columns that the author lined up.
 *
 * <p><b>May use:</b> {@code dev.p2.lang.syntax}. <b>Never here:</b> files, what a name means, the
 * tree (macros and conditions may make a file into something that no tree shows).
 *
 * <p><b>Always true:</b> the formatted text has the same pieces in the same order, comments and
 * preprocessor lines included; formatting it again changes nothing.
 */
@NullMarked
package dev.p2.lang.format;

import org.jspecify.annotations.NullMarked;
