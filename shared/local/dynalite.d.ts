/** dynalite ships no types: the part of its interface that is used here. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** A folder to keep the tables in; in memory without. */
    readonly path?: string;
    /** How long tables stay in their passing states, in milliseconds. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }
  export default function dynalite(options?: Options): Server;
}
