import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createSecrets, type Encryptor } from './secrets.ts'

const freshFile = () => path.join(mkdtempSync(path.join(os.tmpdir(), 'secrets-')), 'secrets.json')

/** A keychain that reverses the text: enough to see that what lies on disk is not the secret. */
const aKeychain = (overrides: Partial<Encryptor> = {}): Encryptor => ({
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text) => Buffer.from([...`ok:${text}`].reverse().join('')),
  decryptStringAsync: async (bytes) => {
    const text = [...bytes.toString()].reverse().join('')
    if (!text.startsWith('ok:')) throw new Error('wrong key')
    return { shouldReEncrypt: false, result: text.slice(3) }
  },
  ...overrides,
})

test('a secret survives a restart and is not readable on disk', async () => {
  const file = freshFile()
  const first = createSecrets(file, aKeychain(), 'linux')
  expect(await first.set('session-token', 'sesame-open')).toBe('system')
  expect(readFileSync(file, 'utf8')).not.toContain('sesame')
  const second = createSecrets(file, aKeychain(), 'linux')
  expect(await second.get('session-token')).toBe('sesame-open')
  second.delete('session-token')
  expect(await createSecrets(file, aKeychain(), 'linux').get('session-token')).toBeNull()
})

test('without a keychain on Linux a secret stays in memory, and that is said', async () => {
  const file = freshFile()
  const plain = aKeychain({ getSelectedStorageBackend: () => 'basic_text' })
  const secrets = createSecrets(file, plain, 'linux')
  expect(await secrets.keychain()).toBe('memory')
  expect(await secrets.set('session-token', 'sesame')).toBe('memory')
  expect(await secrets.get('session-token')).toBe('sesame')
  expect(existsSync(file)).toBe(false)
  expect(await createSecrets(file, plain, 'linux').get('session-token')).toBeNull()
})

test('on Windows and macOS the backend is not asked', async () => {
  const noBackend = aKeychain({
    getSelectedStorageBackend: () => {
      throw new Error('only on Linux')
    },
  })
  expect(await createSecrets(freshFile(), noBackend, 'win32').keychain()).toBe('system')
})

test('a secret of a lost keychain is dropped, not an error', async () => {
  const file = freshFile()
  await createSecrets(file, aKeychain(), 'linux').set('session-token', 'sesame')
  const other = aKeychain({ decryptStringAsync: () => Promise.reject(new Error('wrong key')) })
  expect(await createSecrets(file, other, 'linux').get('session-token')).toBeNull()
  expect(readFileSync(file, 'utf8')).toBe('{}')
})

test('a rotated key writes the secret anew', async () => {
  const file = freshFile()
  await createSecrets(file, aKeychain(), 'linux').set('session-token', 'sesame')
  const rotated = aKeychain({
    decryptStringAsync: async () => ({ shouldReEncrypt: true, result: 'sesame' }),
    encryptStringAsync: async () => Buffer.from('new form'),
  })
  expect(await createSecrets(file, rotated, 'linux').get('session-token')).toBe('sesame')
  expect(readFileSync(file, 'utf8')).toContain(Buffer.from('new form').toString('base64'))
})

test('another server gets none of the secrets', async () => {
  const secrets = createSecrets(freshFile(), aKeychain(), 'linux')
  await secrets.set('session-token', 'sesame')
  secrets.clear()
  expect(await secrets.get('session-token')).toBeNull()
})
