/** Returns the embedder's callback such that what it throws becomes a process warning: an extension must not be able to make it hurt the runtime. */
export const guardCallback =
  <Args extends readonly unknown[]>(what: string, callback: (...args: Args) => void): ((...args: Args) => void) =>
  (...args) => {
    try {
      callback(...args);
    } catch (error) {
      process.emitWarning(`${what} threw: ${String(error)}`, 'SandproofWarning');
    }
  };
