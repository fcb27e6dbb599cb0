import { EventEmitter } from 'node:events'
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'

export type { Protocol }

type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
type Events = Protocol.Events

interface Pending {
  readonly method: string
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
}

interface Message {
  readonly id?: number
  readonly method: string
  readonly params: unknown
  readonly sessionId?: string
  readonly result: never
  readonly error?: { readonly message: string }
}

/** One WebSocket to Chromium's browser target; the sessions of pages are flattened onto it. */
export class Cdp {
  #lastId = 0
  readonly #pending = new Map<number, Pending>()
  readonly #events = new EventEmitter().setMaxListeners(0)
  readonly #socket: WebSocket

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', (event) => this.#receive(String(event.data)))
    socket.addEventListener('close', () => this.#gone())
  }

  /** Connects to the address Chromium announced. */
  static async connect(url: string): Promise<Cdp> {
    const socket = new WebSocket(url)
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve())
      socket.addEventListener('error', () => reject(new Error('Chromium cannot be reached')))
    })
    return new Cdp(socket)
  }

  /** Sends a command to the browser, or to a page's session. */
  send<M extends keyof Commands>(
    method: M,
    params: Commands[M] = {} as Commands[M],
    sessionId?: string,
  ): Promise<Answers[M]> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }))
    })
  }

  /** Listens to an event of the browser and of every page. */
  on<E extends keyof Events>(
    event: E,
    listener: (params: Events[E], sessionId: string | undefined) => void,
  ): void {
    this.#events.on(event, listener)
  }

  off<E extends keyof Events>(
    event: E,
    listener: (params: Events[E], sessionId: string | undefined) => void,
  ): void {
    this.#events.off(event, listener)
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as Message
    if (message.id === undefined) {
      this.#events.emit(message.method, message.params, message.sessionId)
      return
    }
    const pending = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    if (!pending) return
    if (message.error) pending.reject(new Error(`${pending.method}: ${message.error.message}`))
    else pending.resolve(message.result)
  }

  #gone(): void {
    for (const { method, reject } of this.#pending.values()) {
      reject(new Error(`${method}: Chromium is gone`))
    }
    this.#pending.clear()
  }
}
