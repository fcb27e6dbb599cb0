import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function linesOf(write: (log: ReturnType<typeof createLog>) => void, plain = false): string {
  let text = ''
  const destination = { write: (line: string) => void (text += line) }
  write(createLog('info', destination, plain))
  return text
}

test('secrets and addresses never reach the log, wherever they stand', () => {
  const text = linesOf((log) => {
    log.info({
      authorization: 'Bearer abc.def',
      password: 'hunter2',
      body: { token: 'tttt', email: 'a@b.example' },
    })
    log.info({ req: { headers: { cookie: 'session=ssss', authorization: 'Bearer zzz' } } })
    log.error({ err: new Error('550 <maria@example.com> unknown; Bearer qqqq') }, 'to maria@example.com')
    log.info({ url: 'imaps://desk:pppp@mail.example.com:993' })
  })
  for (const secret of ['abc', 'hunter2', 'tttt', 'a@b', 'ssss', 'zzz', 'maria', 'qqqq', 'pppp']) {
    expect(text).not.toContain(secret)
  }
  expect(text).toContain('mail.example.com:993')
})

test('a person who watches reads plain lines', () => {
  const text = linesOf((log) => log.info({ route: '/healthz' }, 'request'), true)
  expect(text).toMatch(/^\d\d:\d\d:\d\d info {2}request route="\/healthz"\n$/)
})
