import { expect, test, vi } from 'vitest'
import { createTurns } from './turns.ts'

test('each begins when the one before has ended, and who leaves the line is passed over', async () => {
  const turns = createTurns()
  const begun: string[] = []
  const enter = (name: string) => turns.wait(() => begun.push(name))
  const endFirst = enter('first')
  const leave = enter('second')
  const endThird = enter('third')
  await vi.waitFor(() => expect(begun).toEqual(['first']))
  leave()
  endFirst()
  await vi.waitFor(() => expect(begun).toEqual(['first', 'third']))
  endThird()
  endThird()
  enter('fourth')
  await vi.waitFor(() => expect(begun).toEqual(['first', 'third', 'fourth']))
})
