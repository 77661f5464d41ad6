/**
 * From text to a tree of statements: preprocessor, lexer, parser, and the form in which problems
 * are told.
 *
 * <p><b>Door:</b> {@link dev.p2.lang.syntax.Parser#parse}. In: {@link dev.p2.lang.syntax.Source}s;
 * out: {@link dev.p2.lang.syntax.Parsed}. To show problems: {@link
 * dev.p2.lang.syntax.Diagnostics#sorted} and {@link dev.p2.lang.syntax.DiagnosticPrinter}.
 *
 * <p><b>On the way:</b> {@code Lexer} makes tokens of one text; {@code Preprocessor} follows the
 * directives, with {@code Conditions} for {@code #if} and {@code MacroExpander} for macros; {@code
 * StatementParser} reads the tokens, with {@code RuleParser}, {@code DeclarationParser}, {@code
 * TermParser} and {@code ExpressionParser} for the parts; {@code Recovery} finds the place to go on
 * at after an error; {@code ImportReader} follows {@code import}.
 *
 * <p><b>Never here:</b> what a name means, types, files (the caller finds those of {@code #include}
 * and {@code import}), clocks.
 *
 * <p><b>Always true:</b> parsing ends and throws nothing, whatever the text; every statement, name
 * and operator knows its place; nothing in a tree is nested deeper than {@link
 * dev.p2.lang.syntax.Parser#DEPTH_MAX}, so that recursion over it is safe; a statement with a
 * syntax error has a diagnostic and is not in the tree.
 */
@NullMarked
package dev.p2.lang.syntax;

import org.jspecify.annotations.NullMarked;
