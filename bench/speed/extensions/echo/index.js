export default { id: 'speed', handler: (input) => input };
