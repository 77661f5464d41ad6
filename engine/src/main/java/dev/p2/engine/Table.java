package dev.p2.engine;

import dev.p2.lang.check.Relation;

/** The rows of one relation at one node, by row number. */
public final class Table {
  private final Relation relation;

  Table(Relation relation) {
    this.relation = relation;
  }

  public Relation relation() {
    return relation;
  }

  /** Number of rows, those past their lifetime included until the next step removes them. */
  public int size() {
    throw new UnsupportedOperationException("soon");
  }

  /** The row's tuple. */
  public Tuple row(int row) {
    throw new UnsupportedOperationException("soon");
  }

  /** First row whose hash for {@code index} is {@code hash}, or -1; the caller compares the columns. */
  public int first(int index, int hash) {
    throw new UnsupportedOperationException("soon");
  }

  /** The next such row after {@code row}, or -1. */
  public int next(int index, int row) {
    throw new UnsupportedOperationException("soon");
  }

  /** First row of a scan, or -1. */
  public int firstRow() {
    throw new UnsupportedOperationException("soon");
  }

  public int nextRow(int row) {
    throw new UnsupportedOperationException("soon");
  }

  /** As {@link #first(int, int)}, of a version as {@link Node#version} gave it. */
  public int first(int version, int index, int hash) {
    throw new UnsupportedOperationException("soon");
  }

  public int next(int version, int index, int row) {
    throw new UnsupportedOperationException("soon");
  }

  public int firstRow(int version) {
    throw new UnsupportedOperationException("soon");
  }

  public int nextRow(int version, int row) {
    throw new UnsupportedOperationException("soon");
  }
}
