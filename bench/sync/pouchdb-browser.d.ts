declare module 'pouchdb-browser' {
  /** The little of PouchDB that the benchmark uses. */
  class PouchDB {
    constructor(name: string)
    readonly replicate: {
      from(
        url: string,
        options: { readonly batch_size: number; readonly batches_limit: number },
      ): Promise<unknown>
    }
    destroy(): Promise<void>
  }
  export { PouchDB as default }
}
