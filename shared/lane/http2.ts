/**
 * Stands for `node:http2` in the bundles: every client speaks HTTP/1.1, and loading the module would cost each start
 * some milliseconds. A client that asks for HTTP/2 (Kinesis by default) is given another handler where it is made.
 */
export default {
  constants: {},
  connect: () => {
    throw new Error('expected a client that is made with a NodeHttpHandler, got one that speaks HTTP/2');
  },
};
