// An esbuild plugin that leaves the engine out of the server's bundle: it is a file of its own beside it, which is loaded when
// `initialize` is answered (docs/decisions/0012).
export const engineApart = {
  name: 'engine-apart',
  setup(build) {
    build.onResolve({ filter: /[\\/]service\.ts$/ }, () => ({ path: './engine.js', external: true }));
  },
};
