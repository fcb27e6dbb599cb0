import { describe, expect, test } from 'vitest'
import { readConfig, type Config } from './config.ts'
import type { Environment } from './environment-reader.ts'

function configOf(env: Environment): Config {
  const result = readConfig(env)
  if (!result.ok) throw new Error(result.problems.join('\n'))
  return result.config
}

function problemsOf(env: Environment): readonly string[] {
  const result = readConfig(env)
  return result.ok ? [] : result.problems
}

describe('an empty environment', () => {
  test('gives a server on loopback with the embedded store', () => {
    const config = configOf({})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4170, databaseUrl: undefined, demo: false })
    expect(config.dataDir).toMatch(/data$/)
    expect(config.allowedOrigins).toEqual(['app://bundle'])
    expect(config.mail).toBeUndefined()
  })

  test('counts an empty value as not set', () => {
    expect(configOf({ PORT: '', SESSION_DAYS: ' ' })).toMatchObject({ port: 4170, sessionDays: 30 })
  })
})

describe('wrong values', () => {
  test('are told all at once, one line each, with what to do', () => {
    const problems = problemsOf({
      PORT: '70000',
      HOST: 'not a host',
      DATABASE_URL: 'mysql://x',
      PUBLIC_URL: 'https://desk.example.com/path',
      SESSION_DAYS: 'soon',
      LOG_LEVEL: 'loud',
      MAX_UPLOAD_MB: '0',
      DEMO: 'yes',
      ADMIN_EMAIL: 'admin@example.com',
      SECRET_KEY: 'short',
      TRUST_PROXY: 'my-proxy',
      ALLOWED_ORIGINS: 'https://a.example/path',
    })
    expect(problems).toHaveLength(12)
    expect(problems).toContain('PORT must be a whole number from 0 to 65535; leave it out for 4170.')
    expect(problems.every((line) => /^[A-Z_]+ .*[.:]|^[A-Z_]+ /.test(line))).toBe(true)
  })

  test('never repeat a secret', () => {
    const secret = 'hunter2secret'
    const text = problemsOf({
      DATABASE_URL: `mysql://user:${secret}@db/x`,
      SECRET_KEY: secret,
      MAIL_IMAP_URL: `http://u:${secret}@mail`,
      ADMIN_EMAIL: 'nobody',
      ADMIN_PASSWORD: secret.slice(0, 5),
      PUBLIC_URL: `https://u:${secret}@desk.example.com`,
    }).join('\n')
    expect(text.split('\n').length).toBeGreaterThanOrEqual(6)
    expect(text).not.toContain(secret)
    expect(text).not.toContain(secret.slice(0, 5))
  })

  test('refuse the demo, whose password is public, on a network', () => {
    expect(problemsOf({ DEMO: '1', HOST: '0.0.0.0' })).toHaveLength(1)
    expect(problemsOf({ DEMO: '1' })).toEqual([])
  })

  test('refuse an administrator without a password, and a password that names its owner', () => {
    expect(problemsOf({ ADMIN_PASSWORD: 'long enough indeed' })).toHaveLength(1)
    expect(problemsOf({ ADMIN_EMAIL: 'maria@example.com', ADMIN_PASSWORD: 'Maria-is-here' })).toHaveLength(1)
  })
})

describe('mail', () => {
  const mail = { MAIL_SMTP_URL: 'smtps://desk:p%40ss@mail.example.com', MAIL_ADDRESS: 'Help@Example.com' }

  test('is read from addresses with their defaults', () => {
    const config = configOf({ ...mail, MAIL_IMAP_URL: 'imap://desk:x@127.0.0.1:1143' })
    expect(config.mail).toEqual({
      address: 'help@example.com',
      domain: 'example.com',
      smtp: { host: 'mail.example.com', port: 465, secure: true, user: 'desk', password: 'p@ss' },
      imap: { host: '127.0.0.1', port: 1143, secure: false, user: 'desk', password: 'x' },
      tlsInsecure: false,
    })
  })

  test('takes any certificate only from servers on this machine', () => {
    expect(problemsOf({ ...mail, MAIL_TLS_INSECURE: '1' })).toHaveLength(1)
    const local = { ...mail, MAIL_SMTP_URL: 'smtp://127.0.0.1:2525', MAIL_TLS_INSECURE: '1' }
    expect(problemsOf(local)).toEqual([])
  })

  test('needs an address and a way to send', () => {
    expect(problemsOf({ MAIL_IMAP_URL: 'imaps://u:p@mail.example.com' })).toHaveLength(2)
  })
})
