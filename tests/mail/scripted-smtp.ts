import { createServer, type Socket } from 'node:net'

/** What the server says at one point of one session; `cut` breaks the connection instead. */
export interface SmtpScript {
  readonly recipient?: string
  /** After the mail itself was received. */
  readonly data?: string | 'cut'
}

/** An SMTP server for faults that a real one does not show on demand. */
export interface ScriptedSmtp {
  readonly port: number
  /** Mails it received whole, whatever it answered. */
  readonly received: readonly string[]
  sessions(): number
  stop(): Promise<void>
}

/** Starts it on a free loopback port; the n-th session follows the n-th script, and further ones accept everything. */
export async function startScriptedSmtp(scripts: readonly SmtpScript[]): Promise<ScriptedSmtp> {
  const received: string[] = []
  const sockets = new Set<Socket>()
  let sessions = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    converse(socket, scripts[sessions++] ?? {}, received)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    received,
    sessions: () => sessions,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function converse(socket: Socket, script: SmtpScript, received: string[]): void {
  let text = ''
  let inData = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  say('220 scripted')
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    for (;;) {
      const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')
      if (end === -1) return
      const line = text.slice(0, end)
      text = text.slice(end + (inData ? 5 : 2))
      if (inData) {
        inData = false
        received.push(line)
        if (script.data === 'cut') socket.destroy()
        else say(script.data ?? '250 taken')
        continue
      }
      const command = line.slice(0, 4).toUpperCase()
      if (command === 'EHLO') say('250-scripted\r\n250 AUTH PLAIN LOGIN')
      else if (command === 'AUTH') say('235 welcome')
      else if (command === 'RCPT') say(script.recipient ?? '250 ok')
      else if (command === 'QUIT') socket.end('221 bye\r\n')
      else if (command === 'DATA') {
        inData = true
        say('354 go on')
      } else say('250 ok')
    }
  })
}
