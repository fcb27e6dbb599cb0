import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { SafeStorage } from 'electron'
import { app } from './app.ts'
import { strict } from './strict.ts'

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** ELECTRON_HOST_KEYCHAIN=basic_text plays a Linux desktop without a keychain. */
function backend(): Backend {
  return (process.env['ELECTRON_HOST_KEYCHAIN'] ?? 'gnome_libsecret') as Backend
}

/** Stands for the keychain: a key file in the user's directory. */
function key(): Buffer {
  const file = path.join(app.getPath('userData'), 'electron-host.key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  return readFileSync(file)
}

/** The `safeStorage` module: its asynchronous half, with AES-256-GCM. */
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async () => backend() !== 'basic_text',
  getSelectedStorageBackend: backend,
  async encryptStringAsync(text) {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key(), nonce)
    const encrypted = [cipher.update(text, 'utf8'), cipher.final()]
    return Buffer.concat([nonce, ...encrypted, cipher.getAuthTag()])
  },
  async decryptStringAsync(encrypted) {
    const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(0, NONCE_BYTES))
    decipher.setAuthTag(encrypted.subarray(-TAG_BYTES))
    const body = encrypted.subarray(NONCE_BYTES, -TAG_BYTES)
    const result = Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    return { shouldReEncrypt: false, result }
  },
} satisfies Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>)
