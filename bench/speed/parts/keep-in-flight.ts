/** Makes `total` calls of which `width` are open at any time; resolves when all have ended. */
export const keepInFlight = async (call: () => Promise<unknown>, width: number, total: number): Promise<void> => {
  let left = total;
  const lane = async (): Promise<void> => {
    for (; left > 0;) {
      left -= 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
};
