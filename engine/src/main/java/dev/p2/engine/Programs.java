package dev.p2.engine;

import java.util.List;

/**
 * Makes the programs of nodes that are told to install rules while they run. A host that allows it
 * has one, for all nodes of one program; several threads may call it.
 */
public interface Programs {
  /**
   * The program that nodes were made of together with installed ones, as if all were one text in
   * this order. Equal texts give the same program.
   *
   * @throws InstallException if they are not valid together
   */
  CompiledProgram with(List<Installed> installed) throws InstallException;
}
