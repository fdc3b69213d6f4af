export default {
  id: 'speed',
  /** @param {unknown} input */
  handler: (input) => input,
};
