import { expect, test } from 'vitest'
import { readEvents, type StreamEvent } from './event-stream.ts'

async function eventsOf(...pieces: readonly string[]): Promise<{ events: StreamEvent[]; heard: number }> {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      controller.close()
    },
  })
  let heard = 0
  const events: StreamEvent[] = []
  for await (const event of readEvents(body, () => (heard += 1))) events.push(event)
  return { events, heard }
}

test('events are read however the network cuts them', async () => {
  const { events } = await eventsOf(
    'event: po',
    'ke\ndata: {"head"',
    ':7}\n',
    '\nevent: poke\r\ndata: {"head":8}\r\n\r\n',
  )
  expect(events).toEqual([
    { name: 'poke', data: '{"head":7}' },
    { name: 'poke', data: '{"head":8}' },
  ])
})

test('a comment is heard and is no event', async () => {
  expect(await eventsOf(': still here\n\n')).toEqual({ events: [], heard: 1 })
})

test('an event without a name is a message, with its lines of data joined', async () => {
  const { events } = await eventsOf('data: one\ndata: two\n\n')
  expect(events).toEqual([{ name: 'message', data: 'one\ntwo' }])
})

test('what the connection breaks off is dropped', async () => {
  expect((await eventsOf('event: poke\ndata: {"hea')).events).toEqual([])
})
