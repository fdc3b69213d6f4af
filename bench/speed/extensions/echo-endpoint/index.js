/** @param {import('directus:api').SandboxEndpointRouter} router */
export default (router) => {
  router.post('/echo', ({ body }) => ({ status: 200, body }));
};
