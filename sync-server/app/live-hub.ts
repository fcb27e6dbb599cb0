import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import type { Id } from '#shared/kernel/ids.ts'

/** One console that waits for news. */
export interface LiveConnection {
  readonly response: ServerResponse
  readonly personId: Id
  readonly deviceId: Id
  /** Asked at every heartbeat, and when the person was changed; false ends the connection. */
  readonly isAllowed: () => Promise<boolean>
}

/** All open live connections of this process. They hear positions and never data. */
export interface LiveHub {
  /** Takes over a response whose head is already written, and tells it the present position. */
  add(connection: LiveConnection, head: number): void
  /** Tells everybody, soon, that there is something up to this position. */
  poke(head: number): void
  closeDevice(deviceId: Id): void
  /** Asks at once whether these people may still listen; resolves when who may not is cut off. */
  askAgain(personIds: ReadonlySet<Id>): Promise<void>
  size(): number
  /** Ends every connection and all timers. */
  stop(): void
}

interface Member extends LiveConnection {
  /** The position it was told last, and whether its socket is still full of what it was told before. */
  told: number
  blocked: boolean
}

const HEARTBEAT_MS = 25_000
/** Pokes within this time become one; longer where many listen, each of whom is a write, and then a pull. */
const GATHER_MS = 20
const GATHER_MS_PER_MEMBER = 0.2
/** Connections asked about at the same time. */
const BEATS_AT_ONCE = 50

/** Starts the hub; one timer serves all connections. */
export function createLiveHub(heartbeatMs = HEARTBEAT_MS): LiveHub {
  const members = new Set<Member>()
  let head = 0
  let gathering: NodeJS.Timeout | undefined

  const tell = (member: Member): void => {
    if (member.blocked || member.told >= head) return
    member.told = head
    member.blocked = !member.response.write(`event: poke\ndata: {"head":${head}}\n\n`)
  }
  const tellAll = (): void => {
    gathering = undefined
    for (const member of members) tell(member)
  }
  const heartbeat = setInterval(() => void beatAll([...members]), heartbeatMs)
  heartbeat.unref()

  return {
    add(connection, present) {
      const member: Member = { ...connection, told: -1, blocked: false }
      head = Math.max(head, present)
      members.add(member)
      const { response } = connection
      response.on('drain', () => {
        member.blocked = false
        tell(member)
      })
      response.on('error', () => response.destroy())
      response.once('close', () => members.delete(member))
      tell(member)
    },
    poke(position) {
      head = Math.max(head, position)
      gathering ??= setTimeout(tellAll, GATHER_MS + members.size * GATHER_MS_PER_MEMBER)
    },
    closeDevice(deviceId) {
      for (const member of members) if (member.deviceId === deviceId) member.response.end()
    },
    async askAgain(personIds) {
      const concerned = [...members].filter(({ personId }) => personIds.has(personId))
      await Promise.all(concerned.map(endUnlessAllowed))
    },
    size: () => members.size,
    stop() {
      clearInterval(heartbeat)
      clearTimeout(gathering)
      for (const member of members) member.response.end()
    },
  }
}

/** Some at a time, so that thousands of questions to the store leave room for other work. */
async function beatAll(members: readonly Member[]): Promise<void> {
  for (let from = 0; from < members.length; from += BEATS_AT_ONCE) {
    // oxlint-disable-next-line no-await-in-loop -- one group after another is the point
    await Promise.all(members.slice(from, from + BEATS_AT_ONCE).map(beat))
    // oxlint-disable-next-line no-await-in-loop
    await setImmediate()
  }
}

/** A comment that keeps the line open, unless its owner may not listen any more or has not read for a whole beat. */
async function beat(member: Member): Promise<void> {
  if (member.response.destroyed || !(await endUnlessAllowed(member))) return
  if (member.blocked) member.response.destroy()
  else member.blocked = !member.response.write(': still here\n\n')
}

/** Whether the connection stays; a store that does not answer is no reason to end it. */
async function endUnlessAllowed({ isAllowed, response }: Member): Promise<boolean> {
  const allowed = await isAllowed().catch(() => true)
  if (!allowed) response.end()
  return allowed
}
