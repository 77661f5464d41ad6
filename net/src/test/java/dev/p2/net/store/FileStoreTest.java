package dev.p2.net.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.engine.CompiledProgram;
import dev.p2.net.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
  @TempDir Path folder;

  private FileStore open() throws IOException {
    return FileStore.open(folder, "bank", Bank.COMPILED);
  }

  /** Leaves one account in the file. */
  private void write() throws IOException {
    try (FileStore store = open()) {
      assertThat(new Bank(store).inject("open", 1L, 5L)).isTrue();
    }
  }

  private void assertRefused(String program, String... words) {
    CompiledProgram other = Programs.compile(program);
    assertThatThrownBy(() -> FileStore.open(folder, "bank", other))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(FileStore.fileOf(folder, "bank").toString())
        .satisfies(e -> assertThat(e.getMessage()).contains(words))
        .satisfies(e -> assertThat(((StoreException) e).hint()).contains("another folder"));
  }

  @Test
  void rowsAreThereAgainAlsoAfterALifeThatWroteNothing() throws IOException {
    write();
    for (int life = 0; life < 2; life++) {
      try (FileStore store = open()) {
        assertThat(new Bank(store).rows("account")).hasToString("[account(\"bank\", 1, 5)]");
      }
    }
  }

  @Test
  void theFileStaysSmallHoweverManyStepsWriteTheSameRows() throws IOException {
    try (FileStore store = open()) {
      var bank = new Bank(store);
      bank.inject("open", 0L, 0L);
      bank.inject("open", 1L, 3_000L);
      for (long i = 1; i <= 3_000; i++) bank.inject("move", 1L, 0L, i);
      assertThat(bank.rows("account").toString()).contains("0, 3000").contains("1, 0");
    }
    assertThat(Files.size(FileStore.fileOf(folder, "bank"))).isLessThan(64_000_000L);
    try (FileStore store = open()) {
      assertThat(new Bank(store).total()).isEqualTo(3_000);
    }
  }

  @Test
  void aTableDeclaredOtherwiseIsRefused() throws IOException {
    write();
    assertRefused(
        "table account(@N: addr, key Owner: int, Amount: int, Since: time) durable.",
        "account with 3 columns, keys(2); it is declared with 4 columns, keys(2)");
    assertRefused(
        "table account(@N: addr, key Owner: int, key Amount: int) durable.",
        "it is declared with 3 columns, keys(2,3)");
    assertRefused(
        "table account(@N: addr, key Owner: addr, Amount: int) durable.",
        "a row of account that does not fit");
  }

  @Test
  void anotherProgramsRowsAreRefusedAndAnEmptyTableMayGo() throws IOException {
    assertRefusedNot("table other(@N: addr, key K: int) durable.");
    write();
    assertRefused("table other(@N: addr, key K: int) durable.", "account", "no durable table");
  }

  private void assertRefusedNot(String program) throws IOException {
    FileStore.open(folder, "bank", Programs.compile(program)).close();
  }

  @Test
  void anotherNodesRowsAreRefused() throws IOException {
    write();
    Files.move(FileStore.fileOf(folder, "bank"), FileStore.fileOf(folder, "till"));
    assertThatThrownBy(() -> FileStore.open(folder, "till", Bank.COMPILED))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("holds the rows of bank, and this is till");
  }

  @Test
  void whatIsNoStoreIsRefusedAndLeftAsItWas() throws IOException {
    Path file = FileStore.fileOf(folder, "bank");
    byte[] noise = new byte[20_000];
    for (long seed = 1; seed <= 5; seed++) {
      new SplittableRandom(seed).nextBytes(noise);
      Files.write(file, noise);
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is damaged, or no file of durable tables");
      assertThat(Files.readAllBytes(file)).isEqualTo(noise);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertThatThrownBy(() -> FileStore.open(file.resolve("data"), "bank", Bank.COMPILED))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot make the folder");
  }

  @Test
  void everyKindOfValueComesBack() throws IOException {
    CompiledProgram program =
        Programs.compile(
            """
            table v(@N, key K, V) durable.
            v(LOCALADDRESS, 1, [1, 2.5, "x", null, [true, 0x10I]]).
            v(LOCALADDRESS, 2, 3s).
            v(LOCALADDRESS, 3, f_toSet([2, 1])).
            """);
    try (FileStore store = FileStore.open(folder, "bank", program)) {
      assertThat(new Bank(program, store).rows("v")).hasSize(3);
    }
    CompiledProgram without = Programs.compile("table v(@N, key K, V) durable.");
    try (FileStore store = FileStore.open(folder, "bank", without)) {
      assertThat(new Bank(without, store).rows("v").toString())
          .contains("1, [1, 2.5, \"x\", null, [true, 0x")
          .contains("2, 3s")
          .contains("3, {1, 2}");
    }
  }
}
