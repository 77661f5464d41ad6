/**
 * Line charts with confidence bands, as SVG and PNG.
 *
 * <p><b>Door:</b> {@link dev.p2.cli.chart.ChartPainter}: a {@link dev.p2.cli.chart.Chart}, which is
 * data, onto a {@link dev.p2.cli.chart.Canvas}.
 *
 * <p><b>Always true:</b> lines differ in colour, in dashes and in markers, so that they can be told
 * apart in grey; colours are those of Okabe and Ito, which people with any colour vision tell
 * apart; letters can be read where the chart is shown 360 pixels wide. The same chart is the same
 * text of SVG.
 */
package dev.p2.cli.chart;
