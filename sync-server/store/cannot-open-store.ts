/** The database cannot be used; the message tells the administrator why and what to do. */
export class CannotOpenStore extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'CannotOpenStore'
  }
}
