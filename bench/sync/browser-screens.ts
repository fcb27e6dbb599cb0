import { v7 } from 'uuid'
import { administratorEnvironment, aCreation, signIn } from '#tests/support/api-client.ts'
import { startServer, type ServerProcess } from '#tests/support/server-process.ts'
import type { Place } from './browser-page.ts'
import type { Site } from './browser-site.ts'
import { call, type Browser } from './browser-window.ts'

/** Milliseconds from an act on one device to the screen of another one, over a real server. */
export async function twoScreens(site: Site, browser: Browser, acts: number): Promise<readonly number[]> {
  const server = await startServer({
    ...administratorEnvironment,
    ALLOWED_ORIGINS: site.origin,
    RATE_LIMIT: '0',
    LOG_LEVEL: 'warn',
  })
  try {
    const ticketId = await openTicket(server)
    const here = await browser.page(site.origin)
    const there = await browser.page(site.origin)
    await call(here, 'startSynced', await aPlace(server))
    await call(there, 'startSynced', await aPlace(server))
    const times: number[] = []
    for (let at = 0; at < acts; at++) {
      const title = `Seen from afar ${at}`
      const shown = call<number>(there, 'titleShown', ticketId, title)
      const written = await call<number>(here, 'writeTitle', ticketId, title)
      times.push((await shown) - written)
    }
    await call(here, 'wipe')
    await call(there, 'wipe')
    return times
  } finally {
    await server.stop()
  }
}

async function openTicket(server: ServerProcess): Promise<string> {
  const { client, session } = await signIn(server.url)
  const orgId = session.person.roles[0]?.at.replace('org:', '') ?? ''
  const ticketId = v7()
  const patch = { title: 'Seen', orgId, label: 'NEW-BNCH', updatedAt: new Date().toISOString() }
  const { body, text } = await client.push([aCreation('tickets', ticketId, patch)])
  if (body.answers[0]?.status !== 'accepted') throw new Error(`The ticket was answered with ${text}`)
  return ticketId
}

/** A device of its own. */
async function aPlace(server: ServerProcess): Promise<Place> {
  const { client } = await signIn(server.url)
  return { person: crypto.randomUUID(), server: server.url, token: client.token }
}
