/**
 * Line charts with confidence bands, as SVG and PNG, painted by XChart (on Batik where SVG is
 * wanted).
 *
 * <p><b>Door:</b> {@link dev.p2.cli.chart.ChartPainter} takes a {@link dev.p2.cli.chart.Chart},
 * which is data; nobody else knows of the libraries.
 *
 * <p><b>Always true:</b> lines differ in colour, in dashes and in markers, so that they can be told
 * apart in grey; colours are those of Okabe and Ito, which people with any colour vision tell
 * apart; letters can be read where the chart is shown 360 pixels wide. The same chart gives the
 * same octets on machines with the same fonts: letters are drawn as shapes.
 */
package dev.p2.cli.chart;
